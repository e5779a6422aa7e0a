import { html } from "../vendor/htm-preact.js";
import { feedLink, getFeeds } from "../lib/feeds.js";
import { every, number, shortUrl } from "../lib/format.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { STATES, needsSomebody } from "../lib/states.js";
import { useWords } from "../lib/words.js";
import { Filters } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { Pager } from "../components/pager.js";
import { Search } from "../components/search.js";
import { Sparkline } from "../components/sparkline.js";
import { FeedState } from "../components/feed_state.js";
import { Await, Notice } from "../components/states.js";
import { Strip } from "../components/strip.js";
import { Ago } from "../components/time.js";

const SORTS = [
  ["id", "name"],
  ["jobs", "most jobs"],
  ["last_run", "last run"],
];
const HEADS = ["State", "Feed", "Last success", "Next due", "Last 30 runs", "Jobs", "Identified by"];
const ASKED = ["q", "state", "sort", "cursor"];

/** Every feed with its state at a glance, a page at a time; searched, filtered and sorted by the API. */
export function Feeds({ query }) {
  const asked = Object.fromEntries(ASKED.map((name) => [name, query[name]]));
  const feeds = useResource(`feeds ${JSON.stringify(asked)}`, (signal) => getFeeds(asked, signal), { keep: true });
  const { say } = useWords();
  function change(name, value, replace = false) {
    navigate(href(["feeds"], name === null ? {} : { ...query, [name]: value, cursor: "" }), { replace });
  }
  const filters = [
    { name: "state", label: "State", options: STATES.map((state) => [state, say("states", state).title]) },
    { name: "sort", label: "Sort by", none: "needs attention", options: SORTS },
  ];
  return html`
    <div class="page-head">
      <h1>Feeds</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${feeds} />
    </div>
    <${Filters} filters=${filters} query=${query} onChange=${change} first=${html`<${Search} label="Find a feed" value=${query.q ?? ""} onSearch=${(text) => change("q", text, true)} />`} />
    <${Await} resource=${feeds} what="feeds">${(page) => html`<${Found} page=${page} query=${query} />`}<//>
  `;
}

function Found({ page, query }) {
  if (page.items.length) {
    return html`<${Table} feeds=${page.items} /><${Pager} path=${["feeds"]} query=${query} next=${page.next_cursor} words=${WORDS} />`;
  }
  if (!query.q && !query.state) {
    return html`<${Notice} icon="inbox" title="There are no feeds yet"><p><code>jobctl feeds add URL</code> adds the first one.</p><//>`;
  }
  const all = html`<a class="button" href="#/feeds">Show all feeds</a>`;
  return html`<${Notice} icon="search" title="No feeds match" actions=${all}><p>Remove a filter to see others.</p><//>`;
}

const WORDS = { first: "First", back: "← Back", on: "More →" };

function Table({ feeds }) {
  return html`<table class="list feeds" role="table">
    <caption class="hidden">Feeds</caption>
    <thead role="rowgroup">
      <tr role="row">${HEADS.map((head) => html`<th role="columnheader" scope="col" key=${head}>${head}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">${feeds.map((feed) => html`<${Row} key=${feed.id} feed=${feed} />`)}</tbody>
  </table>`;
}

function Row({ feed }) {
  return html`<tr role="row" data-feed=${feed.id}>
    <td role="cell" class="cell-status"><${FeedState} state=${feed.state} /><span class="second quiet"><${Ago} at=${feed.since} none="" /></span></td>
    <td role="cell" class="cell-main">
      <a class="row-link" data-row href=${feedLink(feed.id)}>${feed.id}</a>
      <span class="second quiet" title=${feed.why}>${needsSomebody(feed.state) ? feed.why : shortUrl(feed.url)}</span>
    </td>
    <td role="cell" class="cell-good" data-label="Last success"><${Ago} at=${feed.health.last_success_at} /></td>
    <td role="cell" class="cell-due" data-label="Next due">
      ${feed.enabled
        ? html`<${Ago} at=${feed.next_due_at} none="–" /><span class="second quiet">${every(feed.interval_seconds)}</span>`
        : html`<span class="quiet">not scheduled</span>`}
    </td>
    <td role="cell" class="cell-strip" data-label="Last 30 runs"><${Strip} runs=${feed.recent} /></td>
    <td role="cell" class="cell-spark" data-label="Jobs"><span class="spark"><${Sparkline} runs=${feed.recent} /><b>${number(feed.size.jobs)}</b></span></td>
    <td role="cell" class="cell-format" data-label="Identified by">
      <span>${feed.known_identity ?? html`<span class="quiet">none yet</span>`}</span>
      ${feed.format && html`<span class="second quiet">format ${feed.format}</span>`}
    </td>
  </tr>`;
}
