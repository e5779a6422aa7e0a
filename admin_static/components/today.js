import { html } from "../vendor/htm-preact.js";
import { getFeeds, feedLink } from "../lib/feeds.js";
import { number } from "../lib/format.js";
import { startOfToday } from "../lib/clock.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { FeedState } from "./feed_state.js";
import { Failed } from "./states.js";

const COUNTS = { new: "New", updated: "Updated", closed: "Closed", failed: "Failed" };

/** Today (UTC) by feed against its usual day. As the feeds come at first, or by `sort`, which the API does. */
export function Today({ page, overview, sort }) {
  const sorted = useResource(`today ${sort ?? ""}`, (signal) => (sort ? getFeeds({ sort }, signal) : Promise.resolve(null)));
  const { items } = sorted.data ?? page;
  return html`<section class="card today" aria-labelledby="today-title">
    <div class="card-head"><h2 id="today-title">Today by feed</h2><span class="quiet">since midnight UTC, beside a usual day</span></div>
    ${overview.data && html`<${Figures} overview=${overview.data} />`}
    ${overview.error && !overview.data && html`<${Failed} error=${overview.error} retry=${overview.reload} />`}
    ${sorted.error && html`<${Failed} error=${sorted.error} retry=${sorted.reload} />`}
    <table class="list figures" role="table">
      <caption class="hidden">Today by feed</caption>
      <thead role="rowgroup"><tr role="row">
        <${Head} name="id" label="Feed" sort=${sort} />
        <${Head} name="" label="State" sort=${sort ?? ""} hasArrow=${false} />
        ${Object.entries(COUNTS).map(([name, label]) => html`<${Head} key=${name} name=${name} label=${label} sort=${sort} number />`)}
      </tr></thead>
      <tbody role="rowgroup">${items.map((feed) => html`<${Row} key=${feed.id} feed=${feed} />`)}</tbody>
    </table>
    ${page.next_cursor && html`<p class="more"><a href=${href(["feeds"], { sort })}>All feeds</a></p>`}
  </section>`;
}

function Head({ name, label, sort, number: isNumber = false, hasArrow = true }) {
  const chosen = name === sort;
  const order = name === "id" ? "ascending" : "descending";
  return html`<th role="columnheader" scope="col" class=${isNumber ? "num" : ""} aria-sort=${chosen ? order : undefined}>
    <a class="sort" href=${href([], { sort: name })}>${label}${chosen && hasArrow && html`<span aria-hidden="true"> ${name === "id" ? "↑" : "↓"}</span>`}</a>
  </th>`;
}

function Figures({ overview: { today, usual } }) {
  const names = { imports: "Imports", ...COUNTS };
  return html`<dl class="tiles">
    ${Object.entries(names).map(
      ([name, label]) => html`<div class="tile" key=${name}>
        <dt class="tile-name">${label}</dt>
        <dd class="tile-value">${number(today[name])}<span class="usual">${usual && `usually ${number(usual[name])}`}</span></dd>
      </div>`,
    )}
  </dl>`;
}

function Row({ feed }) {
  return html`<tr role="row" data-today=${feed.id}>
    <td role="cell" class="cell-main"><a class="plain-link" href=${feedLink(feed.id)}>${feed.id}</a></td>
    <td role="cell" class="cell-status"><${FeedState} state=${feed.state} /></td>
    ${Object.keys(COUNTS).map((name) => html`<${Count} key=${name} name=${name} feed=${feed} />`)}
  </tr>`;
}

function Count({ name, feed }) {
  const count = feed.today?.[name];
  const usual = feed.usual?.[name];
  return html`<td role="cell" class=${`num ${count ? `count-${name}` : "zero"}`} data-label=${COUNTS[name]}>
    ${count ? html`<a class="plain-link" href=${link(name, feed.id)}>${number(count)}</a>` : number(count)}
    <span class="usual" title="On a usual day">${usual === undefined || usual === null ? "" : `≈ ${number(usual)}`}</span>
  </td>`;
}

/** The jobs that a number counts. */
function link(name, feed) {
  const from = startOfToday();
  if (name === "failed") return href(["failures"], { feed, period: "custom", from });
  const date = { new: "first_seen", updated: "last_changed", closed: "closed" }[name];
  return href(["jobs"], { feed, date, from, status: name === "closed" ? "closed" : "" });
}
