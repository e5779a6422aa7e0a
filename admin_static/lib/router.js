import { createStore } from "./store.js";

/** Routes live behind the hash (`#/imports/01J…?status=failed`), so that any file server can serve the page. */
export function parse(hash) {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  return {
    path: path.split("/").filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The link to a path (a list of its parts) with a query; what is empty in it is left out. */
export function href(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

export const route = createStore(read());

function read() {
  return { ...parse(location.hash), hash: location.hash, state: history.state };
}

/** `state` stays with this entry of the browser's history, also through a reload. */
export function navigate(link, { replace = false, state = null } = {}) {
  if (replace) history.replaceState(state, "", link);
  else history.pushState(state, "", link);
  route.set(read());
}

addEventListener("popstate", () => route.set(read())); // back, forward and plain links

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a hand-written address with a lone %
  }
}
