import { html } from "../vendor/htm-preact.js";
import { statusOf } from "../lib/statuses.js";
import { Icon } from "./icons.js";

/** A run's status: icon and word, with colour as a third voice. */
export function Status({ status }) {
  const { word, tone } = statusOf(status);
  return html`<span class="status tone-${tone}"><${Icon} name=${status} /><span>${word}</span></span>`;
}

/** Any other state in the same dress. */
export function State({ icon, tone, children }) {
  return html`<span class="status tone-${tone}"><${Icon} name=${icon} /><span>${children}</span></span>`;
}
