import { html } from "../vendor/htm-preact.js";
import { looksOf } from "../lib/states.js";
import { useWords } from "../lib/words.js";
import { State } from "./status.js";

/** The state of a feed in the API's words. */
export function FeedState({ state }) {
  const { say } = useWords();
  const { icon, tone } = looksOf(state);
  return html`<${State} icon=${icon} tone=${tone}>${say("states", state).title}<//>`;
}
