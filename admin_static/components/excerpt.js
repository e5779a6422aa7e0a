import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { useResource } from "../lib/resource.js";
import { Loading } from "./states.js";

/** What the feed has at the place that a failure speaks of. `around` is `{}` (the run's own), `{around}` or `{item}`. */
export function Excerpt({ run, around }) {
  const key = `excerpt ${run} ${JSON.stringify(around)}`;
  const { data, error } = useResource(key, (signal) => get(`/imports/${run}/snapshot`, around, signal));
  if (error) return html`<p class="quiet">${error.message}</p>`;
  if (!data) return html`<${Loading} what="the excerpt" rows=${1} />`;
  const place = [data.line && `line ${data.line}`, data.column && `column ${data.column}`, data.item !== null && data.item !== undefined && `item ${data.item}`];
  return html`<figure class="excerpt">
    <figcaption class="quiet">The feed at ${place.filter(Boolean).join(", ")}</figcaption>
    <pre tabindex="0" dir="auto">${data.before}<mark>${data.excerpt}</mark>${data.after}</pre>
  </figure>`;
}
