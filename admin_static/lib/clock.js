import { createStore } from "./store.js";

const TICK_MS = 10_000;

/** Milliseconds since the epoch, moved on every ten seconds while the page is seen. */
export const clock = createStore(Date.now());

function tick() {
  if (!document.hidden) clock.set(Date.now());
}

setInterval(tick, TICK_MS);
document.addEventListener("visibilitychange", tick);
