import { html } from "../vendor/htm-preact.js";
import { Copy } from "./copy.js";

/** The answer of the API as it came, for those who want all of it. */
export function Raw({ value }) {
  const text = JSON.stringify(value, null, 2);
  return html`<details class="raw card">
    <summary>Raw JSON</summary>
    <${Copy} text=${text} what="the JSON" label="Copy" />
    <pre tabindex="0">${text}</pre>
  </details>`;
}
