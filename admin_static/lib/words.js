import { useEffect } from "../vendor/htm-preact.js";
import { answered, get } from "./api.js";
import { createStore } from "./store.js";

/** `GET /codes`: `{runs, jobs, states, reasons, outcomes}`, of each code `{title, meaning, advice}`. */
const codes = createStore({});
let asked = null;

/** Asked once, and after the rows that the reader waits for. */
async function load() {
  asked ??= answered.then(() => get("/codes"));
  try {
    codes.set(await asked);
  } catch {
    asked = null; // the codes' own names do until the next view asks again
  }
}

/** `say(group, code)`: how the API words a code; its own name until that is known, and for a code of tomorrow. */
export function useWords() {
  const known = codes.use();
  useEffect(() => {
    load();
  }, []);
  const say = (group, code) => known[group]?.[code] ?? { title: plain(code ?? ""), meaning: "", advice: "" };
  const options = (group) => Object.entries(known[group] ?? {}).map(([code, { title }]) => [code, title]);
  return { say, options };
}

/** `feed_timeout` as "Feed timeout". */
export const plain = (code) => (code.charAt(0).toUpperCase() + code.slice(1)).replaceAll("_", " ");
