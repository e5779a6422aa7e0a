import { html, useEffect, useRef } from "../vendor/htm-preact.js";
import { announce } from "../lib/announce.js";
import { get } from "../lib/api.js";
import { feedLink } from "../lib/feeds.js";
import { number, percent, plural } from "../lib/format.js";
import { listLink } from "../lib/keyboard.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { TRIGGERS, isLive, statusOf } from "../lib/statuses.js";
import { useWords } from "../lib/words.js";
import { Books } from "../components/books.js";
import { Id } from "../components/copy.js";
import { Crumbs } from "../components/crumbs.js";
import { Changes } from "../components/changes.js";
import { Excerpt } from "../components/excerpt.js";
import { Facts } from "../components/facts.js";
import { FailureGroups } from "../components/failure_groups.js";
import { FailureList } from "../components/failure_list.js";
import { Freshness } from "../components/freshness.js";
import { Took } from "../components/import_table.js";
import { Raw } from "../components/raw.js";
import { readingFacts } from "../components/reading.js";
import { Await } from "../components/states.js";
import { Status } from "../components/status.js";
import { Ago, Exact } from "../components/time.js";
import { Timeline } from "../components/timeline.js";
import { Why } from "../components/why.js";

const LIVE_SECONDS = 2;

/** One import: what became of it, and why. While it is going, it moves before the reader's eyes. */
export function Run({ id, query }) {
  const run = useResource(`run ${id}`, (signal) => get(`/imports/${encodeURIComponent(id)}`, {}, signal), { fast });
  const back = { href: listLink("imports"), label: "Back to the imports" };
  return html`<${Await} resource=${run} what="the import" back=${back}>
    ${(data) => html`<${Detail} run=${data} resource=${run} query=${query} />`}
  <//>`;
}

const fast = (run) => (isLive(run) ? LIVE_SECONDS : null);

function Detail({ run, resource, query }) {
  useNews(run);
  return html`
    <div class="crumb-row"><${Crumbs} section="imports" label="Imports" /><${Neighbours} run=${run} /></div>
    <div class="page-head">
      <h1><a class="plain-link" href=${feedLink(run.feed_id)}>${run.feed_id}</a></h1>
      <${Status} status=${run.status} />
      <span class="spacer"></span>
      <${Freshness} resource=${resource} />
    </div>
    <p class="subline">
      <span>${TRIGGERS[run.trigger] ?? run.trigger}</span>
      <span><${Ago} at=${run.started_at ?? run.queued_at} /></span>
      <span>${run.status === "queued" ? "waiting in the queue" : html`${isLive(run) ? "running for" : "took"} <${Took} run=${run} />`}</span>
      <${Id} value=${run.id} what="the run's id" />
    </p>
    ${isLive(run) && html`<${Progress} run=${run} />`}
    ${run.failure && html`<${Failed} run=${run} />`}
    ${run.status === "not_modified" && html`<${Unmodified} confirms=${run.confirms} />`}
    ${run.overtaken_by && html`<p class="hint">A newer import has read the whole feed; <a href=${href(["imports", run.overtaken_by])}>the newer one</a> decides which jobs are open.</p>`}
    <${Books} counts=${run.counts} />
    <${Timeline} run=${run} />
    <${Changes} run=${run} query=${query} />
    <${Failures} run=${run} query=${query} />
    <${Warnings} warnings=${run.warnings} />
    <${About} run=${run} />
    <${Raw} value=${run} />
  `;
}

/** To the import of the same feed before and after this one. */
function Neighbours({ run }) {
  const { previous_id: previous, next_id: next } = run;
  return html`<nav class="neighbours" aria-label="Imports of this feed">
    ${previous && html`<a rel="prev" href=${href(["imports", previous])}>← Previous import</a>`}
    ${next && html`<a rel="next" href=${href(["imports", next])}>Next import →</a>`}
  </nav>`;
}

function Failed({ run }) {
  const { say } = useWords();
  const { code, message, line, column } = run.failure;
  const { title, meaning, advice } = say("runs", code);
  return html`<${Why} icon="failed" tone="bad" title=${title} message=${message} meaning=${meaning} advice=${advice}>
      <span class="code">${code}</span>
      <a href=${href(["imports"], { code })}>All imports with this reason</a>
      <a href=${href(["imports"], { feed: run.feed_id })}>All imports of this feed</a>
    <//>
    ${line && html`<section class="card" aria-label="Where it failed"><${Excerpt} run=${run.id} around=${{ around: `${line}:${column}` }} /></section>`}`;
}

function Unmodified({ confirms }) {
  const earlier = confirms && html` Its jobs and failures are those of <a href=${href(["imports", confirms])}>the import that read it</a>.`;
  return html`<p class="hint">The source's content has not changed since the last import, so there was nothing to do.${earlier}</p>`;
}

function Progress({ run }) {
  const { fetched, pending } = run.counts;
  const done = fetched - pending;
  const words = fetched ? `${number(done)} of ${plural(fetched, "job")} processed (${percent(done, fetched)})` : statusOf(run.status).word;
  return html`<div class="progress">
    <progress max=${fetched || 1} value=${fetched ? done : undefined} aria-label="Progress of the import"></progress>
    <span>${words}</span>
  </div>`;
}

function Failures({ run, query }) {
  const groups = run.failure_groups ?? [];
  if (!groups.length && !query.code) return null;
  const path = ["imports", run.id];
  const shown = { ...query, kind: "" }; // the other list of this view, which has a cursor of its own
  const asked = () => ({ code: query.code, signature: query.signature });
  return html`<section class="card" aria-labelledby="failures-title">
    <div class="card-head">
      <h2 id="failures-title">Failures by reason</h2>
      <a href=${href(path, { failures: "all" })}>List every failure</a>
    </div>
    <${FailureGroups} groups=${groups} path=${path} query=${shown} />
    ${run.failure_groups_complete === false && html`<p class="quiet">There are more failures than were grouped; the list has all of them.</p>`}
    ${(query.failures || query.code) && html`<${FailureList} path=${path} query=${shown} api=${`/imports/${run.id}/failures`} asked=${asked} />`}
  </section>`;
}

function Warnings({ warnings }) {
  if (!warnings?.length) return null;
  return html`<section class="card" aria-labelledby="warnings-title">
    <div class="card-head"><h2 id="warnings-title">Warnings</h2></div>
    <ul class="warnings">${warnings.map((text, n) => html`<li key=${n} dir="auto">${text}</li>`)}</ul>
  </section>`;
}

function About({ run }) {
  const facts = [
    ["Feed", html`<a href=${feedLink(run.feed_id)}>${run.feed_id}</a>`],
    ["URL", html`<span class="url">${run.feed_url}</span>`],
    ["Source of ids", run.source],
    ...readingFacts(run),
    ["Replay of", run.replay_of && html`<a href=${href(["imports", run.replay_of])}><code>${run.replay_of}</code></a>`],
    ["Started", html`<${Exact} at=${run.started_at} />`],
    ["Finished", run.finished_at && html`<${Exact} at=${run.finished_at} />`],
    ["Jobs", html`<a href=${href(["jobs"], { run: run.id })}>Jobs added or changed by this import</a>`],
  ];
  return html`<section class="card" aria-labelledby="about-title">
    <div class="card-head"><h2 id="about-title">Facts</h2></div>
    <${Facts} facts=${facts} />
  </section>`;
}

/** Tells those who listen when a run has moved on or ended. */
function useNews(run) {
  const before = useRef(run.status);
  useEffect(() => {
    if (before.current !== run.status) announce(`The import of ${run.feed_id} is now ${statusOf(run.status).word.toLowerCase()}`);
    before.current = run.status;
  }, [run.status]);
}
