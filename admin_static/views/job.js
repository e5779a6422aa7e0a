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
import { JobHistory } from "../components/job_history.js";
import { JobState } from "../components/job_table.js";
import { Raw } from "../components/raw.js";
import { Await } from "../components/states.js";
import { Exact } from "../components/time.js";

/** One job: what is stored, and its history: first seen, changed by which run in which fields, closed when and why. */
export function Job({ id }) {
  const job = useResource(`job ${id}`, (signal) => get(`/jobs/${encodeURIComponent(id)}`, {}, signal));
  const back = { href: listLink("jobs"), label: "Back to the jobs" };
  return html`<${Await} resource=${job} what="the job" back=${back}>
    ${(data) => html`<${Detail} job=${data} resource=${job} />`}
  <//>`;
}

function Detail({ job, resource }) {
  const url = webUrl(job.url);
  return html`
    <${Crumbs} section="jobs" label="Jobs" />
    <div class="page-head">
      <h1 dir="auto">${job.title}</h1>
      <${JobState} job=${job} />
      <span class="spacer"></span>
      <${Freshness} resource=${resource} />
    </div>
    <p class="subline">
      <span dir="auto">${job.company ?? "No company"}</span>
      ${job.location && html`<span dir="auto">${job.location}</span>`}
      ${url && html`<a class="outside" href=${url} target="_blank" rel="noopener noreferrer">Open at the source <${Icon} name="out" size=${13} /></a>`}
      <${Id} value=${job.id} what="the job's id" />
    </p>
    <${JobHistory} job=${job} />
    <${Stored} job=${job} />
    ${job.description_text &&
    html`<details class="card description"><summary>Description, as text</summary><div class="prose" dir="auto">${job.description_text}</div></details>`}
    <${Raw} value=${job} />
  `;
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
