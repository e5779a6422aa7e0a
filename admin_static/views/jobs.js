import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { getFeeds } from "../lib/feeds.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { Filters, Fixed } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { Pager } from "../components/pager.js";
import { Search } from "../components/search.js";
import { Await, Notice } from "../components/states.js";
import { State } from "../components/status.js";
import { Ago } from "../components/time.js";

const LIMIT = 50;
const NAMED = 2;
const STATES = [
  ["open", "Open"],
  ["closed", "Closed"],
];

/** Jobs by feed, source, state, run and the id that their source gives them; or one of them by ours. */
export function Jobs({ query }) {
  const feeds = useResource("feeds", getFeeds);
  const { feed, source, status, run, external_id, cursor } = query;
  const asked = { feed, source, status, run, external_id, limit: LIMIT, cursor };
  const list = useResource(JSON.stringify(query), (signal) => get("/jobs", asked, signal));
  const change = (name, value) => navigate(href(["jobs"], name === null ? {} : { ...query, [name]: value, cursor: "" }));
  return html`
    <div class="page-head">
      <h1>Jobs</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${list} />
    </div>
    <${Filters} filters=${choices(feeds.data?.items ?? [])} query=${query} onChange=${change}>
      ${run && html`<${Fixed} label="Import" value=${run} onRemove=${() => change("run", "")} />`}
      ${external_id && html`<${Fixed} label="Source's id" value=${external_id} onRemove=${() => change("external_id", "")} />`}
      <${Search} label="Find by the source's id" value=${external_id ?? ""} onSearch=${(id) => change("external_id", id)} />
      <${Search} label="Open a job by its id" value="" onSearch=${open} />
    <//>
    <${Await} resource=${list} what="jobs">
      ${({ items, next_cursor: next }) =>
        items.length
          ? html`<${JobTable} jobs=${items} /><${Pager} path=${["jobs"]} query=${query} next=${next} />`
          : html`<${Nothing} filtered=${feed || source || status || run || external_id} />`}
    <//>
  `;
}

function choices(feeds) {
  const sources = [...new Set(feeds.map(({ source }) => source))].sort();
  return [
    { name: "status", label: "State", options: STATES },
    { name: "feed", label: "Feed", options: feeds.map(({ id }) => [id, id]) },
    { name: "source", label: "Source", options: sources.map((source) => [source, source]) },
  ];
}

function open(id) {
  if (id) navigate(href(["jobs", id]));
}

function Nothing({ filtered }) {
  if (!filtered) {
    return html`<${Notice} icon="inbox" title="No jobs yet"><p>They appear here with the first import that brings some.</p><//>`;
  }
  const all = html`<a class="button" href="#/jobs">Show all jobs</a>`;
  return html`<${Notice} icon="search" title="No job is like that" actions=${all}><p>None has all of these filters.</p><//>`;
}

function JobTable({ jobs }) {
  return html`<table class="list jobs" role="table">
    <caption class="hidden">Jobs</caption>
    <thead role="rowgroup">
      <tr role="row">
        ${["State", "Title", "Place", "Feeds", "First seen", "Last seen"].map(
          (head) => html`<th role="columnheader" scope="col" key=${head}>${head}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">${jobs.map((job) => html`<${Row} key=${job.id} job=${job} />`)}</tbody>
  </table>`;
}

function Row({ job }) {
  return html`<tr role="row" data-job=${job.id}>
    <td role="cell" class="cell-status"><${JobState} job=${job} /></td>
    <td role="cell" class="cell-main">
      <a class="row-link" data-row href=${href(["jobs", job.id])}>${job.title}</a>
      <span class="second quiet">${job.company ?? "no company given"}</span>
    </td>
    <td role="cell" class="cell-place"><span class=${place(job) ? "" : "quiet"}>${place(job) || "–"}</span></td>
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
