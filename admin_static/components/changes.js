import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { number } from "../lib/format.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { plain, useWords } from "../lib/words.js";
import { Pager } from "./pager.js";
import { Await } from "./states.js";
import { Values } from "./values.js";

const KINDS = ["new", "updated", "closed", "reopened", "restamped", "rekeyed"];
const LIMIT = 20;
const PAGES = { first: "First", back: "← Back", on: "More →" };

/** What a run changed against the run before: by kind, with the fields that changed and their values before and after. */
export function Changes({ run, query }) {
  const present = KINDS.filter((kind) => run.counts[kind] > 0);
  if (!present.length || run.status === "not_modified") return null;
  const kind = present.includes(query.kind) ? query.kind : present[0];
  const path = ["imports", run.id];
  return html`<section class="card changes" aria-labelledby="changes-title">
    <div class="card-head">
      <h2 id="changes-title">What it changed</h2>
      <${Before} run=${run} />
    </div>
    <nav class="segments" aria-label="Kinds of changes">
      ${present.map((one) => html`<a key=${one} href=${href(path, { kind: one })} aria-current=${one === kind ? "true" : undefined}>${plain(one)} <b>${number(run.counts[one])}</b></a>`)}
    </nav>
    <${List} run=${run} kind=${kind} path=${path} query=${query} />
  </section>`;
}

const Before = ({ run }) => run.previous_id && html`<a href=${href(["imports", run.previous_id])}>compared with the previous import</a>`;

function List({ run, kind, path, query }) {
  const cursor = query.kind ? query.cursor : "";
  const key = `changes ${run.id} ${kind} ${cursor} ${run.counts[kind]}`;
  const changes = useResource(key, (signal) => get(`/imports/${run.id}/changes`, { kind, limit: LIMIT, cursor }, signal));
  return html`<${Await} resource=${changes} what="the changes" rows=${4}>
    ${({ items, next_cursor: next, fields }) => html`
      <${Fields} fields=${fields} />
      ${items.length === 0 && html`<p class="quiet">The changes are no longer kept.</p>`}
      <ol class="changed">${items.map((change, n) => html`<${Change} key=${change.job?.id ?? n} change=${change} />`)}</ol>
      <${Pager} path=${path} query=${{ kind, cursor }} next=${next} words=${PAGES} />
    `}
  <//>`;
}

function Fields({ fields }) {
  const found = Object.entries(fields ?? {});
  if (!found.length) return null;
  return html`<p class="field-sums">${found.map(([field, count]) => html`<span key=${field}><b>${number(count)}</b> ${plain(field).toLowerCase()}</span>`)}</p>`;
}

function Change({ change: { job, kind, reason, changes } }) {
  const { say } = useWords();
  return html`<li class="change" data-job=${job.id}>
    <p class="change-head">
      <a class="change-title" dir="auto" href=${href(["jobs", job.id])}>${job.title ?? job.id}</a>
      <span class="quiet" dir="auto">${[job.company, job.location].filter(Boolean).join(", ")}</span>
      ${reason && html`<span class="tag">${kind === "closed" ? say("reasons", reason).title : reason}</span>`}
    </p>
    <${Values} changes=${changes} />
  </li>`;
}
