import { html } from "../vendor/htm-preact.js";
import { clock } from "../lib/clock.js";
import { getFeed } from "../lib/feeds.js";
import { bytes, every, number, plural } from "../lib/format.js";
import { formatOf, healthOf } from "../lib/health.js";
import { listLink } from "../lib/keyboard.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { Id } from "../components/copy.js";
import { Crumbs } from "../components/crumbs.js";
import { Explain } from "../components/explain.js";
import { Facts } from "../components/facts.js";
import { Freshness } from "../components/freshness.js";
import { Raw } from "../components/raw.js";
import { Sparkline } from "../components/sparkline.js";
import { Await } from "../components/states.js";
import { State, Status } from "../components/status.js";
import { Strip } from "../components/strip.js";
import { Ago, Exact } from "../components/time.js";

/** One feed: how it stands, what its last runs were, and how it is set. */
export function Feed({ id }) {
  const feed = useResource(`feed ${id}`, (signal) => getFeed(id, signal));
  const back = { href: listLink("feeds"), label: "To the feeds" };
  return html`<${Await} resource=${feed} what="the feed" back=${back}>
    ${(data) => html`<${Detail} feed=${data} resource=${feed} />`}
  <//>`;
}

function Detail({ feed, resource }) {
  const { icon, tone, word } = healthOf(feed, clock.use());
  const { failures_in_a_row: failures, last_failure: last, last_run_id: lastRun } = feed.health;
  return html`
    <${Crumbs} section="feeds" label="Feeds" />
    <div class="page-head">
      <h1>${feed.id}</h1>
      <${State} icon=${icon} tone=${tone}>${word}<//>
      <span class="spacer"></span>
      <${Freshness} resource=${resource} />
    </div>
    <p class="subline"><${Id} value=${feed.url} what="the feed's URL" /></p>
    ${failures > 0 &&
    last &&
    html`<${Explain} code=${last.code} message=${last.message}>
      ${html`<span>${failures === 1 ? "failed once" : `${number(failures)} failures in a row`}, the last <${Ago} at=${last.at} /></span>
        ${lastRun && html`<a href=${href(["imports", lastRun])}>The last import</a>`}`}
    <//>`}
    ${feed.crowded && html`<p class="subline" role="status">${feed.crowded}</p>`}
    <div class="tiles">
      <${Tile} name="Last good run"><${Ago} at=${feed.health.last_success_at} /><//>
      <${Tile} name="Next due">${feed.enabled ? html`<${Ago} at=${feed.next_due_at} none="–" />` : "not scheduled"}<//>
      <${Tile} name="Jobs found">${number(feed.health.last_yield)} <${Sparkline} runs=${feed.recent_runs} width=${140} height=${32} /><//>
      <${Tile} name="Failures in a row">${number(failures)}<//>
    </div>
    <${Recent} feed=${feed} />
    <${Settings} feed=${feed} />
    <${Raw} value=${feed} />
  `;
}

function Tile({ name, children }) {
  return html`<div class="tile"><div class="tile-name">${name}</div><div class="tile-value">${children}</div></div>`;
}

function Recent({ feed }) {
  const runs = feed.recent_runs;
  return html`<section class="card" aria-labelledby="recent-title">
    <div class="card-head">
      <h2 id="recent-title">Last ${plural(runs.length, "run")}</h2>
      <a href=${href(["imports"], { feed: feed.id })}>All imports of this feed</a>
      <a href=${href(["jobs"], { feed: feed.id, status: "open" })}>Its open jobs</a>
      <a href=${href(["failures"], { feed: feed.id })}>Its failed jobs, by reason</a>
    </div>
    <${Strip} runs=${runs} />
    <ol class="recent">
      ${runs.slice(0, 8).map(
        (run) => html`<li key=${run.id}>
          <${Status} status=${run.status} />
          <a data-row href=${href(["imports", run.id])}><${Ago} at=${run.queued_at} /></a>
          <span class="quiet">${found(run)}</span>
        </li>`,
      )}
    </ol>
  </section>`;
}

function found({ status, fetched }) {
  if (status === "not_modified") return "same as before";
  if (status === "succeeded" && fetched === 0) return "empty";
  return fetched ? plural(fetched, "job") : "nothing read";
}

function Settings({ feed }) {
  const facts = [
    ["Source of ids", html`<a href=${href(["jobs"], { source: feed.source })}>${feed.source}</a>`],
    ["Interval", every(feed.interval_seconds)],
    ["Format", [formatOf(feed), feed.format ? "as set" : "recognised by content"].filter(Boolean).join(", ")],
    ["Keyed by", feed.known_identity ?? "decided by the first good run"],
    ["Default company", feed.default_company],
    ["Time zone", feed.timezone],
    ["Addresses made as", feed.url_template],
    ["May be empty", feed.allow_empty ? "yes" : null],
    ["Lists", { whole: "all its jobs, as set", window: "its newest jobs, as set" }[feed.listing]],
    ["Closes unseen jobs after", feed.listing !== "whole" && feed.window_days && plural(feed.window_days, "day")],
    ["Size cap", feed.max_bytes ? bytes(feed.max_bytes) : null],
    ["Collapse threshold", feed.collapse_threshold],
    ["Request headers", Object.keys(feed.headers ?? {}).join(", ")],
    ["Running now", feed.running && html`<a href=${href(["imports", feed.running])}><code>${feed.running}</code></a>`],
    ["Next due", feed.enabled ? html`<${Exact} at=${feed.next_due_at} />` : "switched off"],
  ];
  return html`<section class="card" aria-labelledby="settings-title">
    <div class="card-head"><h2 id="settings-title">Settings</h2></div>
    <${Facts} facts=${facts} />
  </section>`;
}
