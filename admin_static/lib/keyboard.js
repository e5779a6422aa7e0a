import { createStore } from "./store.js";
import { refreshAll } from "./resource.js";
import { navigate, route } from "./router.js";

export const KEYS = [
  ["/", "Go to the filters or the search"],
  ["r", "Refresh"],
  ["j", "Next row"],
  ["k", "Previous row"],
  ["Enter", "Open the row"],
  ["Esc", "Leave a field, or go back to the list"],
  ["?", "This help"],
];

/** Whether the help is open. */
export const help = createStore(false);

/** The address of each section's list as it was last seen, with its filters: where Esc and the breadcrumb lead. */
const lists = new Map();
export const listLink = (section) => lists.get(section) ?? rootLink(section);
export const rootLink = (section) => (section === "home" ? "#/" : `#/${section}`);

route.subscribe(remember);
function remember({ path, hash }) {
  if (path.length < 2) lists.set(path[0] ?? "home", hash || "#/");
}

const ACTIONS = {
  "/": focusSearch,
  r: refreshAll,
  j: () => step(1),
  k: () => step(-1),
  "?": () => help.set(true),
};

export function listenToKeys() {
  remember(route.get());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.get()) return;
    if (event.key === "Escape") return escape(event);
    if (event.target.matches("input, select, textarea")) return;
    const action = ACTIONS[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function focusSearch() {
  const field = document.querySelector("main [data-search]") ?? document.querySelector("main .filters select, main .filters input");
  field?.focus();
}

/** The rows' links take the focus themselves, so Enter and screen readers need nothing of ours. */
function step(by) {
  const rows = [...document.querySelectorAll("main [data-row]")];
  if (!rows.length) return;
  const now = rows.findIndex((row) => row === document.activeElement);
  const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + by));
  rows[next].focus();
  rows[next].scrollIntoView({ block: "nearest" });
}

function escape(event) {
  if (event.target.matches("input, select, textarea")) return event.target.blur();
  const { path } = route.get();
  if (path.length > 1) navigate(listLink(path[0]));
}
