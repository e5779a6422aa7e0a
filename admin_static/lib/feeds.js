import { get } from "./api.js";

export const FEEDS = 50;

/** A page of feeds, the API's order: `{items, next_cursor}`. */
export const getFeeds = (parameters, signal) => get("/feeds", { ...parameters, limit: FEEDS }, signal);

export const getFeed = (id, signal) => get(`/feeds/${encodeURIComponent(id)}`, {}, signal);

export const feedLink = (id) => `#/feeds/${encodeURIComponent(id)}`;

const OFFERED = 20;

/** A filter by feed, which offers those whose names fit what is written. */
export const feedFilter = {
  name: "feed",
  label: "Feed",
  suggest: async (q) => (await get("/feeds", { q, sort: "id", limit: OFFERED })).items.map(({ id }) => id),
};
