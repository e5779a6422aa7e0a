import { html } from "../vendor/htm-preact.js";
import { href } from "../lib/router.js";
import { State } from "./status.js";
import { Ago } from "./time.js";

const NAMED = 2;
const HEADS = ["State", "Title", "Company", "Place", "Feeds", "First seen", "Last seen"];

export function JobTable({ jobs }) {
  return html`<table class="list jobs" role="table">
    <caption class="hidden">Jobs</caption>
    <thead role="rowgroup">
      <tr role="row">${HEADS.map((head) => html`<th role="columnheader" scope="col" key=${head}>${head}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">${jobs.map((job) => html`<${Row} key=${job.id} job=${job} />`)}</tbody>
  </table>`;
}

function Row({ job }) {
  return html`<tr role="row" data-job=${job.id}>
    <td role="cell" class="cell-status"><${JobState} job=${job} /></td>
    <td role="cell" class="cell-main"><a class="row-link" data-row dir="auto" href=${href(["jobs", job.id])}>${job.title}</a></td>
    <td role="cell" class="cell-company"><span dir="auto" class=${job.company ? "" : "quiet"}>${job.company ?? "no company"}</span></td>
    <td role="cell" class="cell-place"><span dir="auto" class=${place(job) ? "" : "quiet"}>${place(job) || "–"}</span></td>
    <td role="cell" class="cell-feeds" title=${job.feed_ids.join(", ")}>${briefly(job.feed_ids)}</td>
    <td role="cell" class="cell-first" data-label="First seen"><${Ago} at=${job.first_seen_at} /></td>
    <td role="cell" class="cell-last" data-label="Last seen"><${Ago} at=${job.last_seen_at} /></td>
  </tr>`;
}

/** A source's feeds may overlap much: the first of them, and how many more. */
function briefly(ids) {
  return ids.length > NAMED + 1 ? `${ids.slice(0, NAMED).join(", ")} and ${ids.length - NAMED} more` : ids.join(", ");
}

function place({ location, remote }) {
  const isSaid = /remote/i.test(location ?? "");
  return [location, remote && !isSaid && "remote"].filter(Boolean).join(", ");
}

export function JobState({ job }) {
  return job.closed_at
    ? html`<${State} icon="closed" tone="quiet">Closed<//>`
    : html`<${State} icon="open" tone="good">Open<//>`;
}
