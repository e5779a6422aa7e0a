import { html } from "../vendor/htm-preact.js";

/** Drawn on a grid of 16 in the colour of the text around them. The word stands beside, so they are silent. */
const SHAPES = {
  queued: html`<circle cx="8" cy="8" r="5.75" stroke-dasharray="2.4 2.1" />`,
  fetching: html`<path d="M8 2.5v7.5M4.75 7 8 10.25 11.25 7M3 13.25h10" />`,
  processing: html`<path d="M13.75 8A5.75 5.75 0 1 1 8 2.25" />`,
  succeeded: html`<circle cx="8" cy="8" r="5.75" /><path d="m5.4 8.2 1.8 1.8 3.4-3.9" />`,
  partial: html`<path d="M8 2.4 14.2 13.3H1.8z" /><path d="M8 6.4v3.2M8 11.3v.1" />`,
  failed: html`<circle cx="8" cy="8" r="5.75" /><path d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2" />`,
  not_modified: html`<circle cx="8" cy="8" r="5.75" /><path d="M5.6 6.9h4.8M5.6 9.2h4.8" />`,
  paused: html`<circle cx="8" cy="8" r="5.75" /><path d="M6.6 6v4M9.4 6v4" />`,
  open: html`<circle cx="8" cy="8" r="5.75" /><circle cx="8" cy="8" r="1.6" fill="currentColor" />`,
  closed: html`<circle cx="8" cy="8" r="5.75" /><path d="M5.3 8h5.4" />`,
  refresh: html`<path d="M13.3 6.5A5.5 5.5 0 1 0 13.5 9M13.5 2.8v3.7H9.8" />`,
  copy: html`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M3.2 10.5h-.2a.5.5 0 0 1-.5-.5V3a.5.5 0 0 1 .5-.5h7a.5.5 0 0 1 .5.5v.2" />`,
  check: html`<path d="m3.5 8.5 3 3 6-7" />`,
  cross: html`<path d="m4.5 4.5 7 7m0-7-7 7" />`,
  search: html`<circle cx="7" cy="7" r="4.3" /><path d="m10.2 10.2 3.3 3.3" />`,
  sun: html`<circle cx="8" cy="8" r="2.9" /><path d="M8 1.3v1.5M8 13.2v1.5M1.3 8h1.5M13.2 8h1.5M3.3 3.3l1 1M11.7 11.7l1 1M12.7 3.3l-1 1M4.3 11.7l-1 1" />`,
  moon: html`<path d="M13.5 9.8A5.9 5.9 0 0 1 6.2 2.5a5.9 5.9 0 1 0 7.3 7.3z" />`,
  auto: html`<circle cx="8" cy="8" r="5.75" /><path d="M8 2.25a5.75 5.75 0 0 1 0 11.5z" fill="currentColor" />`,
  leave: html`<path d="M6.5 2.5h-3v11h3M9.5 5 12.5 8l-3 3M12.5 8h-6.5" />`,
  key: html`<circle cx="5.3" cy="8" r="2.8" /><path d="M8.1 8h5.4v2.2M11.3 8v1.7" />`,
  cloud: html`<path d="M4.5 12.5a2.7 2.7 0 0 1-.2-5.4 3.7 3.7 0 0 1 7.2-.4 2.9 2.9 0 0 1 .2 5.8M2 2l12 12" />`,
  lock: html`<rect x="3.5" y="7" width="9" height="6.5" rx="1.5" /><path d="M5.5 7V5.2a2.5 2.5 0 0 1 5 0V7" />`,
  inbox: html`<path d="M2.5 9.5 4.3 3.5h7.4l1.8 6v3h-11zM2.5 9.5h3.3l.9 1.5h2.6l.9-1.5h3.3" />`,
  bell: html`<path d="M4 11V7.2a4 4 0 0 1 8 0V11l1.2 1.6H2.8zM6.7 14.2h2.6" />`,
  falling: html`<path d="M2.2 4.2 6.5 8.5l2.2-2.2 4.8 4.8M13.6 7.6v3.6h-3.6" />`,
  silent: html`<path d="M2.5 8h2.2l1.2-3M8.6 5.2l1.7 6 1.2-3.2h2M2 2l12 12" />`,
  save: html`<path d="M8 2.5v7M5 6.7l3 3 3-3M2.8 13.3h10.4" />`,
  out: html`<path d="M6 3.5H3v9.5h9.5V10M9 3h4v4M12.8 3.2 7.5 8.5" />`,
};

export function Icon({ name, size = 16 }) {
  return html`<svg
    class="icon icon-${name}"
    width=${size}
    height=${size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${SHAPES[name] ?? SHAPES.queued}
  </svg>`;
}
