import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { number, webUrl } from "../lib/format.js";
import { listLink } from "../lib/keyboard.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { Id } from "../components/copy.js";
import { Crumbs } from "../components/crumbs.js";
import { Facts } from "../components/facts.js";
import { Freshness } from "../components/freshness.js";
import { Icon } from "../components/icons.js";
import { Raw } from "../components/raw.js";
import { Await } from "../components/states.js";
import { Ago, Exact } from "../components/time.js";
import { JobState } from "./jobs.js";

const REASONS = {
  not_listed: "because no feed lists it any more",
  expired: "because its own date has passed",
  marked_closed: "because its feed says that it is not open",
  unseen: "because it was not among its feed's newest for long",
};

/** One job: what is stored, and its history: first seen, changed by which run in which fields, closed when and why. */
export function Job({ id }) {
  const job = useResource(`job ${id}`, (signal) => get(`/jobs/${encodeURIComponent(id)}`, {}, signal));
  const back = { href: listLink("jobs"), label: "To the jobs" };
  return html`<${Await} resource=${job} what="the job" back=${back}>
    ${(data) => html`<${Detail} job=${data} resource=${job} />`}
  <//>`;
}

function Detail({ job, resource }) {
  const url = webUrl(job.url);
  return html`
    <${Crumbs} section="jobs" label="Jobs" />
    <div class="page-head">
      <h1>${job.title}</h1>
      <${JobState} job=${job} />
      <span class="spacer"></span>
      <${Freshness} resource=${resource} />
    </div>
    <p class="subline">
      <span>${job.company ?? "No company given"}</span>
      ${job.location && html`<span>${job.location}</span>`}
      ${url && html`<a class="outside" href=${url} target="_blank" rel="noopener noreferrer">At the source <${Icon} name="out" size=${13} /></a>`}
      <${Id} value=${job.id} what="the job's id" />
    </p>
    <${History} job=${job} />
    <${Stored} job=${job} />
    ${job.description_text &&
    html`<details class="card description"><summary>Description, as text</summary><div class="prose">${job.description_text}</div></details>`}
    <${Raw} value=${job} />
  `;
}

function History({ job }) {
  return html`<section class="card" aria-labelledby="history-title">
    <div class="card-head"><h2 id="history-title">History</h2></div>
    <ol class="history">
      ${events(job).map(
        (event, n) => html`<li key=${n} class=${`event tone-${event.tone}`}>
          <span class="event-dot"><${Icon} name=${event.icon} size=${12} /></span>
          <span class="event-what">${event.what}</span>
          <span class="event-when"><${Exact} at=${event.at} /> (<${Ago} at=${event.at} />)</span>
          ${event.run && html`<a class="event-run" href=${href(["imports", event.run])}>import <code>${event.run}</code></a>`}
        </li>`,
      )}
    </ol>
  </section>`;
}

function events(job) {
  const changes = (job.history ?? []).map(({ run_id: run, at, fields }) => ({
    at, run, icon: "refresh", tone: "live", what: html`Changed: ${fields.map((field) => html`<code key=${field}>${field}</code> `)}`,
  }));
  const first = { at: job.first_seen_at, run: job.first_run_id, icon: "fetching", tone: "good", what: "First seen" };
  const last = { at: job.last_seen_at, run: job.last_run_id, icon: "open", tone: "quiet", what: "Last seen in its feed" };
  const closed = {
    at: job.closed_at, run: job.closed_run_id, icon: "closed", tone: "warn",
    what: `Closed ${REASONS[job.closed_reason] ?? job.closed_reason ?? ""}`,
  };
  return [...(job.closed_at ? [closed] : []), last, ...changes.reverse(), first];
}

function Stored({ job }) {
  const facts = [
    ["Source", html`<a href=${href(["jobs"], { source: job.source })}>${job.source}</a>`],
    ["Id at the source", html`<code>${job.external_id}</code>`],
    ["Listed by", job.listed_by.length > 0 && job.listed_by.map((feed) => html`<a key=${feed} href=${href(["feeds", feed])}>${feed}</a> `)],
    ["Ever listed by", job.feed_ids.length > job.listed_by.length && job.feed_ids.join(", ")],
    ["Country", job.country],
    ["Remote", { true: "yes", false: "no" }[job.remote]],
    ["Employment", job.employment_type_text ?? job.employment_type],
    ["Category", job.category],
    ["Salary", salary(job.salary)],
    ["Language", job.language],
    ["Tags", job.tags?.join(", ")],
    ["Posted", job.posted_at && html`<${Exact} at=${job.posted_at} />`],
    ["Expires", job.expires_at && html`<${Exact} at=${job.expires_at} />`],
  ];
  return html`<section class="card" aria-labelledby="stored-title">
    <div class="card-head"><h2 id="stored-title">As stored</h2></div>
    <${Facts} facts=${facts} />
  </section>`;
}

function salary(value) {
  if (!value) return null;
  if (value.text) return value.text;
  const range = [value.min, value.max].filter((amount) => amount !== null && amount !== undefined).map(number).join(" – ");
  return [range, value.currency, value.period && `a ${value.period}`].filter(Boolean).join(" ");
}
