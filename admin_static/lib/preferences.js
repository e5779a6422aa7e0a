import { createStore } from "./store.js";

const KEY = "job-importer.preferences";
/** Seconds between refreshes; 0 is off. */
export const REFRESH_CHOICES = [0, 5, 15, 60];
export const DEFAULTS = { refresh: 15, zone: "local", theme: "auto" };

export const preferences = createStore(read());

export function setPreference(name, value) {
  const next = { ...preferences.get(), [name]: value };
  preferences.set(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // storage is closed: the choice lasts as long as the page
  }
}

function read() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return DEFAULTS;
  }
}
