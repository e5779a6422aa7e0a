import { createStore } from "./store.js";

/** What a screen reader is told politely, without a move of the focus. */
export const announcement = createStore("");

export function announce(text) {
  announcement.set(announcement.get() === text ? `${text}\u00a0` : text); // the same words twice are still news
}
