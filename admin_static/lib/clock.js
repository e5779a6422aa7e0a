import { createStore } from "./store.js";

const TICK_MS = 10_000;

/** Milliseconds since the epoch, moved on every ten seconds while the page is seen. */
export const clock = createStore(Date.now());

function tick() {
  if (!document.hidden) clock.set(Date.now());
}

setInterval(tick, TICK_MS);
document.addEventListener("visibilitychange", tick);

/** The last midnight, UTC: where the API's days begin. */
export const startOfToday = () => `${new Date(clock.get()).toISOString().slice(0, 10)}T00:00:00Z`;
