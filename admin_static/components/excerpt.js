import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { number } from "../lib/format.js";
import { useResource } from "../lib/resource.js";

/**
 * What the feed has at the place that a failure speaks of. `around` is `{}` (the run's own), `{around}` or `{item}`.
 * Where there may be no such place, it says so `quietly`: not at all.
 */
export function Excerpt({ run, around, quietly = false }) {
  const key = `excerpt ${run} ${JSON.stringify(around)}`;
  const { data, error } = useResource(key, (signal) => get(`/imports/${run}/snapshot`, around, signal));
  if (!data) return quietly ? null : html`<p class="quiet">${error?.message ?? "Looking into the feed …"}</p>`;
  return html`<figure class=${quietly ? "excerpt card" : "excerpt"}>
    <figcaption class="quiet">The feed at ${placeOf(data)}</figcaption>
    <pre tabindex="0" dir="auto">${data.before}<mark>${data.excerpt}</mark>${data.after}</pre>
  </figure>`;
}

function placeOf({ line, column, item }) {
  const parts = [known(line) && `line ${number(line)}`, known(column) && `column ${number(column)}`, known(item) && `item ${number(item)}`];
  return parts.filter(Boolean).join(", ");
}

const known = (value) => value !== null && value !== undefined;
