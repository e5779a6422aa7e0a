import { html } from "../vendor/htm-preact.js";
import { clock } from "../lib/clock.js";
import { codeOf } from "../lib/codes.js";
import { getFeedsWithRuns } from "../lib/feeds.js";
import { every, number, plural, shortUrl } from "../lib/format.js";
import { formatOf, healthOf, worstFirst } from "../lib/health.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { Filters } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { Search } from "../components/search.js";
import { Sparkline } from "../components/sparkline.js";
import { Await, Notice } from "../components/states.js";
import { State } from "../components/status.js";
import { Strip } from "../components/strip.js";
import { Ago } from "../components/time.js";

const HEALTHS = ["Failing", "Overdue", "Losing jobs", "Running", "Healthy", "Never ran", "Switched off"];

/** Every feed with its health at a glance; those in trouble first. */
export function Feeds({ query }) {
  const feeds = useResource("feeds", getFeedsWithRuns);
  const change = (name, value) => navigate(href(["feeds"], name === null ? {} : { ...query, [name]: value }));
  const filters = [{ name: "health", label: "Health", options: HEALTHS.map((word) => [word, word]) }];
  return html`
    <div class="page-head">
      <h1>Feeds</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${feeds} />
    </div>
    <${Filters} filters=${filters} query=${query} onChange=${change}>
      <${Search} label="Find a feed" value=${query.q ?? ""} onSearch=${(text) => change("q", text)} live />
    <//>
    <${Await} resource=${feeds} what="feeds">${({ items }) => html`<${Found} feeds=${items} query=${query} />`}<//>
  `;
}

function Found({ feeds, query }) {
  const now = clock.use();
  if (!feeds.length) {
    return html`<${Notice} icon="inbox" title="There are no feeds yet"><p><code>jobctl feeds add URL</code> adds the first one.</p><//>`;
  }
  const wanted = (query.q ?? "").toLowerCase();
  const found = feeds
    .filter(({ id, url }) => `${id} ${url}`.toLowerCase().includes(wanted))
    .filter((feed) => !query.health || healthOf(feed, now).word === query.health);
  if (!found.length) {
    return html`<${Notice} icon="search" title="No feed is like that"><p>None of ${plural(feeds.length, "feed")} fits. Take a filter away.</p><//>`;
  }
  return html`<table class="list feeds" role="table">
    <caption class="hidden">Feeds, those in trouble first</caption>
    <thead role="rowgroup">
      <tr role="row">
        ${["Health", "Feed", "Last good run", "Next due", "Last 30 runs", "Jobs found", "Read as"].map(
          (head) => html`<th role="columnheader" scope="col" key=${head}>${head}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">${worstFirst(found, now).map((feed) => html`<${Row} key=${feed.id} feed=${feed} now=${now} />`)}</tbody>
  </table>`;
}

function Row({ feed, now }) {
  const { icon, tone, word } = healthOf(feed, now);
  const { failures_in_a_row: failures, last_failure: last, last_success_at: good } = feed.health;
  return html`<tr role="row" data-feed=${feed.id}>
    <td role="cell" class="cell-status"><${State} icon=${icon} tone=${tone}>${word}<//></td>
    <td role="cell" class="cell-main">
      <a class="row-link" data-row href=${href(["feeds", feed.id])}>${feed.id}</a>
      <span class="second quiet" title=${feed.url}>${shortUrl(feed.url)}</span>
    </td>
    <td role="cell" class="cell-good" data-label="Last good run">
      <span><${Ago} at=${good} /></span>
      ${failures > 0 && html`<span class="second tone-bad" title=${last?.message}>${failures} failed since: ${codeOf(last?.code ?? "").title}</span>`}
    </td>
    <td role="cell" class="cell-due" data-label="Next due">
      ${feed.enabled
        ? html`<${Ago} at=${feed.next_due_at} none="–" /><span class="second quiet">${every(feed.interval_seconds)}</span>`
        : html`<span class="quiet">not due</span>`}
    </td>
    <td role="cell" class="cell-strip" data-label="Last 30 runs"><${Strip} runs=${feed.recent_runs} /></td>
    <td role="cell" class="cell-spark" data-label="Jobs found"><span class="spark"><${Sparkline} runs=${feed.recent_runs} /><b>${number(feed.health.last_yield)}</b></span></td>
    <td role="cell" class="cell-format" data-label="Read as">
      <span>${formatOf(feed) ?? "–"}</span>
      <span class="second quiet">${feed.known_identity ? `keyed by ${feed.known_identity}` : "no key yet"}</span>
    </td>
  </tr>`;
}
