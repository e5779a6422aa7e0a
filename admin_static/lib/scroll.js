import { route } from "./router.js";

const SETTLED_MS = 150;

/** Where the reader was on each list, for links that lead back to it; the browser's own history knows it by entry. */
const lists = new Map();

let wanted = null; // where to be as soon as the rows are there: `{top, row}`
let timer = null;

/** Keeps with every entry of the browser's history how far the reader had scrolled and which row was opened, and goes back there. */
export function followScrolling() {
  history.scrollRestoration = "manual"; // the browser would do it before the rows are there
  new ResizeObserver(settle).observe(document.body);
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(), SETTLED_MS);
  });
  addEventListener("click", ({ target }) => keep(rowOf(target)), { capture: true }); // before a link is followed
  addEventListener("popstate", arrive);
  for (const own of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(own, () => (wanted = null), { capture: true, passive: true }); // the reader goes elsewhere
  }
}

/** The page shows another entry of the history now: at the top, unless the reader has been further down there. */
export function arrive() {
  clearTimeout(timer);
  const { top = 0, row = null } = (history.state?.top === undefined ? lists.get(location.hash) : history.state) ?? {};
  wanted = { top, row };
  requestAnimationFrame(settle);
}

function settle() {
  if (wanted === null) return;
  scrollTo({ top: wanted.top });
  if (document.querySelector("main .skeleton")) return;
  const row = wanted.row && [...document.querySelectorAll("main [data-row]")].find((link) => link.hash === wanted.row);
  row?.focus({ preventScroll: true });
  wanted = null;
}

/** The row that a click opens, by the address that it leads to. */
const rowOf = (target) => target.closest?.("[data-row]")?.hash ?? null;

function keep(row = history.state?.row ?? null) {
  clearTimeout(timer);
  if (wanted !== null) return; // not there yet
  const here = { top: scrollY, row };
  history.replaceState({ ...history.state, ...here }, "");
  if (route.get().path.length < 2) lists.set(location.hash, here);
}
