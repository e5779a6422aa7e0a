import { html } from "../vendor/htm-preact.js";
import { Copy } from "./copy.js";

/** A line for the shell, ready to be copied. */
export function Command({ line }) {
  if (!line) return null;
  return html`<span class="command"><code>${line}</code><${Copy} text=${line} what="the command" /></span>`;
}
