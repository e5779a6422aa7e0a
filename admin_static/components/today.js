import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { startOfToday } from "../lib/clock.js";
import { feedLink } from "../lib/feeds.js";
import { number } from "../lib/format.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { FeedState } from "./feed_state.js";
import { Await, Failed } from "./states.js";

const COUNTS = { imports: "Imports", new: "New", updated: "Updated", closed: "Closed", failed: "Failed" };
const LIMIT = 50;
const USUAL = "new";

/** Today (UTC) over all feeds and by feed, each number beside that of a usual day and with the way to what it counts. */
export function Today({ overview, sort = USUAL }) {
  const today = useResource(`today ${sort}`, (signal) => get("/today", { sort, limit: LIMIT }, signal), { keep: true });
  return html`<section class="card today" aria-labelledby="today-title">
    <div class="card-head"><h2 id="today-title">Today by feed</h2><span class="quiet">since midnight UTC, compared with a usual day</span></div>
    ${overview.data && html`<${Figures} overview=${overview.data} />`}
    ${overview.error && !overview.data && html`<${Failed} error=${overview.error} retry=${overview.reload} />`}
    <${Await} resource=${today} what="today's figures" rows=${4}>${(data) => html`<${Table} today=${data} sort=${sort} />`}<//>
  </section>`;
}

function Figures({ overview: { today, usual } }) {
  return html`<dl class="tiles">
    ${Object.entries(COUNTS).map(
      ([name, label]) => html`<div class="tile" key=${name}>
        <dt class="tile-name">${label}</dt>
        <dd class="tile-value">${number(today[name])}<span class="usual">${usual && `usually ${number(usual[name])}`}</span></dd>
      </div>`,
    )}
  </dl>`;
}

function Table({ today: { items, complete }, sort }) {
  if (!items.length) return html`<p class="quiet">No feed has been imported today.</p>`;
  return html`<table class="list figures" role="table">
      <caption class="hidden">Today by feed</caption>
      <thead role="rowgroup"><tr role="row">
        <${Head} name="feed" label="Feed" sort=${sort} />
        <th role="columnheader" scope="col">State</th>
        ${Object.entries(COUNTS).map(([name, label]) => html`<${Head} key=${name} name=${name} label=${label} sort=${sort} />`)}
      </tr></thead>
      <tbody role="rowgroup">${items.map((feed) => html`<${Row} key=${feed.feed_id} feed=${feed} />`)}</tbody>
    </table>
    ${!complete && html`<p class="more quiet">The first ${LIMIT} in this order.</p>`}`;
}

function Head({ name, label, sort }) {
  const isName = name === "feed";
  const order = isName ? "ascending" : "descending";
  return html`<th role="columnheader" scope="col" class=${isName ? "" : "num"} aria-sort=${name === sort ? order : undefined}>
    <a class="sort" href=${href([], { sort: name })}>${label}${name === sort && html`<span aria-hidden="true"> ${isName ? "↑" : "↓"}</span>`}</a>
  </th>`;
}

function Row({ feed }) {
  return html`<tr role="row" data-today=${feed.feed_id}>
    <td role="cell" class="cell-main"><a class="plain-link" href=${feedLink(feed.feed_id)}>${feed.feed_id}</a></td>
    <td role="cell" class="cell-status">${feed.state ? html`<${FeedState} state=${feed.state} />` : html`<span class="quiet">removed</span>`}</td>
    ${Object.keys(COUNTS).map((name) => html`<${Count} key=${name} name=${name} feed=${feed} />`)}
  </tr>`;
}

function Count({ name, feed }) {
  const count = feed[name];
  const usual = feed.usual && html`<span class="usual" title="On a usual day">≈ ${number(feed.usual[name])}</span>`;
  return html`<td role="cell" class=${`num ${count ? `count-${name}` : "zero"}`} data-label=${COUNTS[name]}>
    ${count ? html`<a class="plain-link" href=${link(name, feed.feed_id)}>${number(count)}</a>` : number(count)} ${usual}
  </td>`;
}

const DATES = { new: "first_seen", updated: "last_changed", closed: "closed" };

/** What a number counts: imports, failed jobs, or jobs by the day on which they came, changed or were closed. */
function link(name, feed) {
  const from = startOfToday();
  const section = { imports: "imports", failed: "failures" }[name];
  if (section) return href([section], { feed, period: "custom", from });
  return href(["jobs"], { feed, date: DATES[name], from, status: name === "closed" ? "closed" : "" });
}
