import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { JOB_CODES } from "../lib/codes.js";
import { getFeeds } from "../lib/feeds.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { FailureGroups } from "../components/failure_groups.js";
import { FailureList } from "../components/failure_list.js";
import { Filters } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { PERIODS, bounds, periodFilter } from "../components/period.js";
import { Await, Notice } from "../components/states.js";

const PATH = ["failures"];

/** Failed jobs of a feed and a period, over all imports: by reason, and one by one. */
export function Failures({ query }) {
  const feeds = useResource("feeds", getFeeds);
  const wanted = (now) => ({ feed: query.feed, ...bounds(query, now) });
  const key = `groups ${query.feed} ${query.period} ${query.at}`;
  const groups = useResource(key, (signal) => get("/failures", { ...wanted(Date.now()), grouped: true, limit: 1 }, signal));
  function change(name, value) {
    const message = name === "code" ? "" : query.signature; // a message belongs to its reason
    navigate(href(PATH, name === null ? {} : { ...query, signature: message, [name]: value, cursor: "", at: "" }));
  }
  const asked = (now) => ({ ...wanted(now), code: query.code, signature: query.signature });
  return html`
    <div class="page-head">
      <h1>Failed jobs</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${groups} />
    </div>
    <${Filters} filters=${choices(feeds.data?.items ?? [])} query=${query} onChange=${change} />
    <${Await} resource=${groups} what="the reasons">
      ${({ groups: found }) =>
        found.length || query.code
          ? html`<section class="card" aria-labelledby="groups-title">
              <div class="card-head"><h2 id="groups-title">By reason</h2></div>
              <${FailureGroups} groups=${found} path=${PATH} query=${query} />
              <${FailureList} path=${PATH} query=${query} api="/failures" asked=${asked} showsRun />
            </section>`
          : html`<${Notice} icon="succeeded" title="No failed jobs"><p>Every job that was read in this time was stored.</p><//>`}
    <//>
  `;
}

function choices(feeds) {
  return [
    { name: "feed", label: "Feed", options: feeds.map(({ id }) => [id, id]) },
    { name: "code", label: "Reason", options: Object.entries(JOB_CODES).map(([code, { title }]) => [code, title]) },
    { ...periodFilter, options: Object.entries(PERIODS).map(([key, [words]]) => [key, words]) },
  ];
}
