import { get } from "./api.js";

const RUNS = 30;

/** The feeds and their health, in one call. */
export const getFeeds = (signal) => get("/feeds", {}, signal);

export const getFeed = (id, signal) => get(`/feeds/${encodeURIComponent(id)}`, { runs: RUNS }, signal);

/** The feeds with their last runs. They come a hundred at a time; searching and sorting need all of them. */
export async function getFeedsWithRuns(signal) {
  const items = [];
  let cursor = null;
  do {
    const page = await get("/feeds", { runs: RUNS, cursor }, signal);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return { items };
}
