import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { feedFilter } from "../lib/feeds.js";
import { preferences } from "../lib/preferences.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { useWords } from "../lib/words.js";
import { FailureGroups } from "../components/failure_groups.js";
import { FailureList } from "../components/failure_list.js";
import { Filters } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { CustomPeriod, PERIODS, bounds, periodFilter } from "../components/period.js";
import { Await, Notice } from "../components/states.js";

const PATH = ["failures"];
const USUAL = "7d"; // as the API's
const PERIOD = { ...periodFilter, none: PERIODS[USUAL][0] };

/** What failed in a period, of runs and of jobs alike, over all imports: by reason, and the jobs one by one. */
export function Failures({ query }) {
  const { options } = useWords();
  const { zone } = preferences.use();
  const wanted = (now) => ({ feed: query.feed, ...bounds({ ...query, period: query.period || USUAL }, now) });
  const key = `groups ${query.feed} ${query.period} ${query.at} ${query.from} ${query.to}`;
  const groups = useResource(key, (signal) => get("/failures/groups", wanted(Date.now()), signal));
  function change(name, value) {
    const message = name === "code" ? "" : query.signature; // a message belongs to its reason
    navigate(href(PATH, name === null ? {} : { ...query, signature: message, [name]: value, cursor: "", at: "" }));
  }
  const reasons = { name: "code", label: "Reason", options: [["Imports", options("runs")], ["Jobs", options("jobs")]] };
  const asked = (now) => ({ ...wanted(now), code: query.code, signature: query.signature });
  const custom = query.period === "custom" && html`<${CustomPeriod} query=${query} zone=${zone} onChange=${change} />`;
  return html`
    <div class="page-head">
      <h1>Failures</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${groups} />
    </div>
    <${Filters} filters=${[feedFilter, reasons, PERIOD]} query=${query} onChange=${change}>${custom}<//>
    <${Await} resource=${groups} what="the reasons">
      ${({ items }) =>
        items.length || query.code
          ? html`<section class="card" aria-labelledby="groups-title">
              <div class="card-head"><h2 id="groups-title">By reason</h2></div>
              <${FailureGroups} groups=${items} path=${PATH} query=${query} />
            </section>
            <section class="card" aria-label="Failed jobs"><${FailureList} path=${PATH} query=${query} api="/failures" asked=${asked} showsRun /></section>`
          : html`<${Notice} icon="succeeded" title="Nothing failed"><p>In this period every import succeeded and every job was stored.</p><//>`}
    <//>
  `;
}
