import { html, useState } from "../vendor/htm-preact.js";
import { plural, webUrl } from "../lib/format.js";
import { href } from "../lib/router.js";
import { Excerpt } from "./excerpt.js";
import { Icon } from "./icons.js";
import { Ago } from "./time.js";

/** One failed job, or all of a message that could not be delivered: what it was, which rule it broke, and what the feed said, as plain text. */
export function Failure({ failure, showsRun = false }) {
  const url = webUrl(failure.url);
  const isChunk = failure.index === null;
  return html`<div class="failure">
    <p class="failure-title" dir="auto">
      ${failure.title ?? html`<span class="quiet">${isChunk ? `${plural(failure.jobs, "job")} of one message` : "No title"}</span>`}
      ${url && html` <a class="outside" href=${url} target="_blank" rel="noopener noreferrer" aria-label="Open the job at its source"><${Icon} name="out" size=${13} /></a>`}
    </p>
    <p dir="auto">${failure.message}</p>
    <p class="quiet facts-line">
      ${failure.external_id && html`<span>id <code>${failure.external_id}</code></span>`}
      ${failure.field && html`<span>field <code>${failure.field}</code></span>`}
      ${failure.rule && html`<span>rule <code>${failure.rule}</code></span>`}
      ${failure.run_id && showsRun && html`<a href=${href(["imports", failure.run_id])}>${failure.feed_id}, <${Ago} at=${failure.at} /></a>`}
      ${!isChunk && html`<span>item ${failure.index + 1} of the feed</span>`}
    </p>
    ${failure.excerpt && html`<details><summary>As read by the importer</summary><pre tabindex="0" dir="auto">${failure.excerpt}</pre></details>`}
    ${!isChunk && html`<${Source} failure=${failure} />`}
  </div>`;
}

/** The item in the feed itself, asked for when it is wanted. */
function Source({ failure }) {
  const [isOpen, setOpen] = useState(false);
  return html`<details onToggle=${(event) => setOpen(event.currentTarget.open)}>
    <summary>In the feed</summary>
    ${isOpen && html`<${Excerpt} run=${failure.run_id} around=${{ item: failure.index }} />`}
  </details>`;
}
