import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { feedFilter } from "../lib/feeds.js";
import { preferences } from "../lib/preferences.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { useWords } from "../lib/words.js";
import { Filters, Fixed } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { JobTable } from "../components/job_table.js";
import { Pager } from "../components/pager.js";
import { CustomPeriod, bounds } from "../components/period.js";
import { Search } from "../components/search.js";
import { Await, Notice } from "../components/states.js";

const LIMIT = 50;
const FEWEST = 3; // letters from which on the API finds words by their beginnings
const ASKED = [
  ...["q", "company", "place", "feed", "source", "status", "run", "external_id"],
  ...["date", "closed_run", "closed_reason", "cursor"],
];
const FIXED = { run: "Import", closed_run: "Closed by" };
const OPEN_OR_CLOSED = { name: "status", label: "State", options: [["open", "Open"], ["closed", "Closed"]] };
const DATES = { name: "date", label: "By day", options: [["first_seen", "first seen"], ["last_changed", "last changed"], ["closed", "closed"]] };
const WRITTEN = [{ name: "company", label: "Company" }, { name: "place", label: "Place" }, feedFilter, { name: "source", label: "Source" }, { name: "external_id", label: "Source's id" }];
const ID = /^[0-9a-f]{32}$/;

/** Jobs, searched as one types by words of title, company and place; filtered by all that the API knows of them. */
export function Jobs({ query }) {
  const { options } = useWords();
  const { zone } = preferences.use();
  const asked = Object.fromEntries(ASKED.map((name) => [name, query[name]]));
  const load = (signal) => get("/jobs", { ...asked, ...bounds(query, Date.now()), limit: LIMIT }, signal);
  const list = useResource(`jobs ${JSON.stringify(query)}`, load, { keep: true });
  function change(name, value, replace = false) {
    navigate(href(["jobs"], name === null ? {} : { ...query, [name]: value, cursor: "" }), { replace });
  }
  const reasons = { name: "closed_reason", label: "Closed as", options: options("reasons") };
  return html`
    <div class="page-head">
      <h1>Jobs</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${list} />
    </div>
    <${Filters} filters=${[OPEN_OR_CLOSED, ...WRITTEN, reasons, DATES]} query=${query} onChange=${change} first=${html`<${Search} label="Find jobs by words" fewest=${FEWEST} value=${query.q ?? ""} onSearch=${(text) => search(text, change)} />`}>
      ${query.date && html`<${CustomPeriod} query=${query} zone=${zone} onChange=${change} />`}
      ${Object.entries(FIXED).map(([name, label]) => query[name] && html`<${Fixed} key=${name} label=${label} value=${query[name]} onRemove=${() => change(name, "")} />`)}
    <//>
    <${Await} resource=${list} what="jobs">
      ${({ items, next_cursor: next }) =>
        items.length
          ? html`<${JobTable} jobs=${items} /><${Pager} path=${["jobs"]} query=${query} next=${next} />`
          : html`<${Nothing} filtered=${Object.values(query).some(Boolean)} />`}
    <//>
  `;
}

/** One of our ids is no word to be searched for: it leads to its job. */
function search(text, change) {
  if (ID.test(text)) navigate(href(["jobs", text]));
  else change("q", text, true);
}

function Nothing({ filtered }) {
  if (!filtered) {
    return html`<${Notice} icon="inbox" title="No jobs yet"><p>Jobs appear here after the first import.</p><//>`;
  }
  const all = html`<a class="button" href="#/jobs">Show all jobs</a>`;
  return html`<${Notice} icon="search" title="No jobs match" actions=${all}><p>Remove a filter or a word to see others.</p><//>`;
}
