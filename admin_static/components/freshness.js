import { html } from "../vendor/htm-preact.js";
import { clock } from "../lib/clock.js";
import { clock as clockTime, relative } from "../lib/format.js";
import { preferences } from "../lib/preferences.js";
import { Icon } from "./icons.js";

/** How old what is on the screen is, and why it is not newer. Always one line: nothing below it moves. */
export function Freshness({ resource }) {
  const now = clock.use();
  const { zone, refresh } = preferences.use();
  if (resource.error && resource.data) {
    return html`<span class="freshness tone-warn" role="status" title=${resource.error.message}>
      <${Icon} name="cloud" /> Not refreshed: ${resource.error.kind === "offline" ? "offline" : resource.error.message}
    </span>`;
  }
  if (!resource.at) return html`<span class="freshness quiet">${resource.error ? "Not loaded" : "Loading…"}</span>`;
  const at = new Date(resource.at).toISOString();
  return html`<span class="freshness quiet" title=${`Loaded at ${clockTime(at, zone)}`}>
    ${refresh ? html`<span class="pulse" aria-hidden="true"></span>` : null} Updated ${relative(at, Math.max(now, resource.at))}
  </span>`;
}
