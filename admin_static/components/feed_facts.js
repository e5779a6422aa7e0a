import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { bytes, every, plural } from "../lib/format.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { Facts } from "./facts.js";
import { Took } from "./import_table.js";
import { readingFacts } from "./reading.js";
import { Ago, Exact } from "./time.js";

/** What the feed said of itself when it was last imported, what that cost, and how it is set. */
export function FeedFacts({ feed }) {
  return html`<div>
    <${Said} id=${feed.health.last_run_id} />
    <section class="card" aria-labelledby="settings-title">
      <div class="card-head"><h2 id="settings-title">Settings</h2></div>
      <${Facts} facts=${settings(feed)} />
    </section>
  </div>`;
}

function Said({ id }) {
  const last = useResource(`run ${id}`, (signal) => (id ? get(`/imports/${id}`, {}, signal) : Promise.resolve(null)));
  return html`<section class="card" aria-labelledby="said-title">
    <div class="card-head"><h2 id="said-title">Last import</h2>${id && html`<a href=${href(["imports", id])}><${Ago} at=${last.data?.queued_at} none="–" /></a>`}</div>
    ${last.data ? html`<${Facts} facts=${[...readingFacts(last.data), ["Took", html`<${Took} run=${last.data} />`]]} />` : html`<p class="quiet">${id ? (last.error?.message ?? " ") : "It has not been imported yet."}</p>`}
  </section>`;
}

const settings = (feed) => [
  ["Source of ids", html`<a href=${href(["jobs"], { source: feed.source })}>${feed.source}</a>`],
  ["Interval", every(feed.interval_seconds)],
  ["Format", feed.format ? `${feed.format} (set)` : "detected from the content"],
  ["Identified by", feed.identity ? `${feed.identity} (set)` : (feed.known_identity ?? "chosen by the first successful run")],
  ["Default company", feed.default_company],
  ["Time zone", feed.timezone],
  ["URL template", feed.url_template],
  ["May be empty", feed.allow_empty ? "yes" : null],
  ["Lists", { whole: "all its jobs (set)", window: "its newest jobs (set)" }[feed.listing]],
  ["Closes unseen jobs after", feed.listing !== "whole" && feed.window_days && plural(feed.window_days, "day")],
  ["Size limit", feed.max_bytes ? bytes(feed.max_bytes) : null],
  ["Collapse threshold", feed.collapse_threshold],
  ["Request headers", Object.keys(feed.headers ?? {}).join(", ")],
  ["Running now", feed.running && html`<a href=${href(["imports", feed.running])}><code>${feed.running}</code></a>`],
  ["Next due", feed.enabled ? html`<${Exact} at=${feed.next_due_at} />` : "disabled"],
];
