import { html } from "../vendor/htm-preact.js";
import { clock } from "../lib/clock.js";
import { exact, relative } from "../lib/format.js";
import { preferences } from "../lib/preferences.js";

/** How long ago, with the exact time on hover. */
export function Ago({ at, none = "never" }) {
  const now = clock.use();
  const { zone } = preferences.use();
  if (!at) return html`<span class="quiet">${none}</span>`;
  return html`<time datetime=${at} title=${exact(at, zone)}>${relative(at, now)}</time>`;
}

/** The exact time, with how long ago on hover. */
export function Exact({ at, none = "–" }) {
  const now = clock.use();
  const { zone } = preferences.use();
  if (!at) return html`<span class="quiet">${none}</span>`;
  return html`<time datetime=${at} title=${relative(at, now)}>${exact(at, zone)}</time>`;
}
