import { html } from "../vendor/htm-preact.js";
import { listLink } from "../lib/keyboard.js";

/** The way back to the list, with the filters it had. */
export function Crumbs({ section, label }) {
  return html`<nav class="crumbs" aria-label="Back"><a href=${listLink(section)}>← ${label}</a></nav>`;
}
