import { get } from "./api.js";

const RUNS = 30;

/** All feeds and their health: mostly one call. Searching, sorting and counting need every one of them. */
export const getFeeds = (signal) => everyFeed({}, signal);

/** The feeds with their last runs, which come a hundred at a time. */
export const getFeedsWithRuns = (signal) => everyFeed({ runs: RUNS }, signal);

export const getFeed = (id, signal) => get(`/feeds/${encodeURIComponent(id)}`, { runs: RUNS }, signal);

async function everyFeed(parameters, signal) {
  const items = [];
  let cursor = null;
  do {
    const page = await get("/feeds", { ...parameters, cursor }, signal);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return { items };
}
