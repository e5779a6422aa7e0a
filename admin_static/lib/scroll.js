import { route } from "./router.js";

const SETTLED_MS = 150;

/** Where the reader was on each list, for links that lead back to it; the browser's own history knows it by entry. */
const lists = new Map();

let wanted = null; // where to be as soon as the rows are there
let timer = null;

/** Keeps with every entry of the browser's history how far the reader had scrolled, and goes there on the way back. */
export function followScrolling() {
  history.scrollRestoration = "manual"; // the browser would do it before the rows are there
  new ResizeObserver(settle).observe(document.body);
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, SETTLED_MS);
  });
  addEventListener("click", keep, { capture: true }); // before a link is followed
  addEventListener("popstate", arrive);
  for (const own of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(own, () => (wanted = null), { capture: true, passive: true }); // the reader goes elsewhere
  }
}

/** The page shows another entry of the history now: at the top, unless the reader has been further down there. */
export function arrive() {
  clearTimeout(timer);
  wanted = history.state?.top ?? lists.get(location.hash) ?? 0;
  requestAnimationFrame(settle);
}

function settle() {
  if (wanted === null) return;
  scrollTo({ top: wanted });
  if (!document.querySelector("main .skeleton")) wanted = null;
}

function keep() {
  clearTimeout(timer);
  if (wanted !== null) return; // not there yet
  history.replaceState({ ...history.state, top: scrollY }, "");
  if (route.get().path.length === 1) lists.set(location.hash, scrollY);
}
