import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { getFeeds } from "../lib/feeds.js";
import { useResource } from "../lib/resource.js";
import { needsSomebody } from "../lib/states.js";
import { Freshness } from "../components/freshness.js";
import { Needs } from "../components/needs.js";
import { Await, Notice } from "../components/states.js";
import { Today } from "../components/today.js";

/** What needs somebody, and how the day goes: the first two calls of the page. */
export function Home({ query }) {
  const overview = useResource("overview", (signal) => get("/overview", {}, signal));
  const feeds = useResource("needs", (signal) => getFeeds({}, signal));
  function reload() {
    overview.reload();
    feeds.reload();
  }
  return html`
    <div class="page-head">
      <h1>Needs attention</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${overview.error ? overview : feeds} />
    </div>
    <${Await} resource=${{ ...feeds, reload }} what="the feeds">
      ${(page) => (page.items.length ? html`<${Desk} page=${page} overview=${overview} query=${query} />` : html`<${NoFeeds} />`)}
    <//>
  `;
}

function Desk({ page, overview, query }) {
  const needy = page.items.filter(({ state }) => needsSomebody(state));
  return html`<div class="desk">
    <${Needs} feeds=${needy} overview=${overview.data} />
    <${Today} overview=${overview} sort=${query.sort} />
  </div>`;
}

function NoFeeds() {
  return html`<${Notice} icon="inbox" title="There are no feeds yet">
    <p><code>jobctl feeds add URL</code> adds the first one; feeds that need attention will appear here.</p>
  <//>`;
}
