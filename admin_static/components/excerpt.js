import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { number } from "../lib/format.js";
import { useResource } from "../lib/resource.js";

/** What the feed has at a place that a failure speaks of: `around` is `{around: "line:column"}` or `{item}`. */
export function Excerpt({ run, around }) {
  const key = `excerpt ${run} ${JSON.stringify(around)}`;
  const { data, error } = useResource(key, (signal) => get(`/imports/${run}/snapshot`, around, signal));
  if (!data) return html`<p class="quiet">${error?.message ?? "Loading the excerpt …"}</p>`;
  if (data.line === null) {
    return html`<figure class="excerpt"><figcaption class="quiet">Item ${number(data.item + 1)} of the feed</figcaption><pre tabindex="0" dir="auto">${data.excerpt}</pre></figure>`;
  }
  const [place, ...rest] = data.after.split(/(?<=\n)/); // to the end of its line
  return html`<figure class="excerpt">
    <figcaption class="quiet">The feed at line ${number(data.line)}, column ${number(data.column)}</figcaption>
    <pre tabindex="0" dir="auto">${data.before}<mark>${place}</mark>${rest.join("")}</pre>
  </figure>`;
}
