import { useEffect } from "../vendor/htm-preact.js";
import { answered, get } from "./api.js";
import { preferences } from "./preferences.js";
import { createStore } from "./store.js";

const KEY = "job-importer.seen";
const EVERY_MS = 60_000;
const ASKED = 20;

/** The last events as `{items, seen}`: those with an id beyond `seen` are news to this browser. */
export const news = createStore({ items: [], seen: read() });

export const fresh = ({ items, seen }) => items.filter(({ id }) => id > seen);

/** From now on these are known; returns what was known before. */
export function markSeen(items) {
  const { seen } = news.get();
  const newest = items[0]?.id;
  if (newest && newest > seen) {
    news.set({ ...news.get(), seen: newest });
    keep(newest);
  }
  return seen;
}

async function ask() {
  try {
    const { items } = await get("/events", { limit: ASKED });
    news.set({ ...news.get(), items });
  } catch {
    // the bell stays as it is; the list of events says what is wrong
  }
}

/** Asks for events after the rows that the reader waits for, then every minute while the page is seen and refreshes. */
export function useNews() {
  useEffect(() => {
    answered.then(ask);
    const timer = setInterval(() => preferences.get().refresh && !document.hidden && ask(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return news.use();
}

function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function keep(id) {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // storage is closed: it is news again in the next tab
  }
}
