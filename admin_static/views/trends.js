import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { number } from "../lib/format.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { useWords } from "../lib/words.js";
import { FlowChart } from "../components/flow_chart.js";
import { Freshness } from "../components/freshness.js";
import { HealthMap } from "../components/health_map.js";
import { Await } from "../components/states.js";

const DAY = 86_400_000;
const SPANS = { 7: "7 days", 30: "30 days", 90: "90 days" };
const USUAL = "30";
const BESIDE = [["runs", "imports"], ["failed_runs", "failed imports"], ["failed", "failed jobs"]];
const TILES = { runs: "Imports", failed_runs: "Failed imports", new: "New jobs", updated: "Updated", closed: "Closed", failed: "Failed jobs" };

/** How the days before went, over all feeds: what came and went, which feeds failed when, and why. */
export function Trends({ query }) {
  const span = Object.hasOwn(SPANS, query.days ?? "") ? query.days : USUAL;
  const stats = useResource(`stats ${span}`, (signal) => get("/stats", { from: firstDay(span) }, signal));
  return html`
    <div class="page-head">
      <h1>Trends</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${stats} />
      <div class="segments" role="group" aria-label="Period">
        ${Object.entries(SPANS).map(([key, words]) => html`<button type="button" key=${key} aria-pressed=${key === span} onClick=${() => navigate(href(["trends"], { days: key === USUAL ? "" : key }))}>${words}</button>`)}
      </div>
    </div>
    <${Await} resource=${stats} what="the numbers">
      ${(data) => html`
        <dl class="tiles">
          ${Object.entries(TILES).map(([name, label]) => html`<div class="tile" key=${name}><dt class="tile-name">${label}</dt><dd class="tile-value">${number(data.totals[name])}</dd></div>`)}
        </dl>
        <${FlowChart} days=${data.by_day} beside=${BESIDE} />
        <div class="halves"><${HealthMap} rows=${data.by_feed} days=${data.by_day.map(({ day }) => day)} /><${Reasons} codes=${data.by_code} period=${{ period: "custom", from: data.from }} /></div>
      `}
    <//>
  `;
}

/** Whole days of UTC, as the API counts them. */
const firstDay = (span) => `${new Date(Date.now() - (span - 1) * DAY).toISOString().slice(0, 10)}T00:00:00Z`;

function Reasons({ codes, period }) {
  const { say } = useWords();
  const sorted = Object.entries(codes).sort(([, a], [, b]) => b - a);
  const most = sorted[0]?.[1] ?? 1;
  return html`<section class="card" aria-labelledby="reasons-title">
    <div class="card-head"><h2 id="reasons-title">Why imports failed</h2><a href=${href(["failures"], period)}>All failures, by reason</a></div>
    ${sorted.length === 0 && html`<p class="quiet">No import failed in this period.</p>`}
    <ul class="reasons">
      ${sorted.map(
        ([code, count]) => html`<li key=${code}>
          <a href=${href(["imports"], { code, ...period })}>${say("runs", code).title}</a>
          <b class="num">${number(count)}</b>
          <svg class="reason-bar" viewBox="0 0 1 1" preserveAspectRatio="none" height="6" aria-hidden="true">
            <rect class="bar-ground" width="1" height="1" /><rect class="fill-bad" width=${count / most} height="1" />
          </svg>
        </li>`,
      )}
    </ul>
  </section>`;
}
