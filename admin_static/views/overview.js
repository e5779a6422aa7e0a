import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { getFeeds } from "../lib/feeds.js";
import { codeOf } from "../lib/codes.js";
import { number, percent } from "../lib/format.js";
import { failing } from "../lib/health.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { byDay, daysBetween } from "../lib/days.js";
import { FlowChart } from "../components/flow_chart.js";
import { Freshness } from "../components/freshness.js";
import { HealthMap } from "../components/health_map.js";
import { Icon } from "../components/icons.js";
import { Await } from "../components/states.js";
import { Ago } from "../components/time.js";

const DAY = 86_400_000;
const SPANS = { 7: "7 days", 14: "14 days", 30: "30 days" };
const USUAL = "14";

/** What is failing now, by feed and by reason, and how the days before went. */
export function Overview({ query }) {
  const span = Object.hasOwn(SPANS, query.days ?? "") ? query.days : USUAL;
  const feeds = useResource("feeds", getFeeds);
  const stats = useResource(`stats ${span}`, (signal) => get("/stats", period(span), signal));
  const failures = useResource(`failures ${span}`, (signal) => get("/failures", { ...period(span), grouped: true, limit: 1 }, signal));
  const change = (_, value) => navigate(href(["overview"], { days: value === USUAL ? "" : value }));
  return html`
    <div class="page-head">
      <h1>Overview</h1>
      <span class="spacer"></span>
      <${Freshness} resource=${stats} />
      <${Span} chosen=${span} onChange=${change} />
    </div>
    <${Await} resource=${feeds} what="the feeds" rows=${3}>${({ items }) => html`<${Failing} feeds=${items} />`}<//>
    <${Await} resource=${stats} what="the numbers">
      ${(data) => html`<${Numbers} stats=${data} failures=${failures.data} span=${`${span}d`} />`}
    <//>
  `;
}

/** Whole days of UTC, as the API counts them. */
function period(span) {
  const today = Math.floor(Date.now() / DAY) * DAY;
  return { from: new Date(today - (span - 1) * DAY).toISOString() };
}

function Span({ chosen, onChange }) {
  return html`<div class="segments" role="group" aria-label="Period">
    ${Object.entries(SPANS).map(
      ([key, words]) => html`<button type="button" key=${key} aria-pressed=${key === chosen} onClick=${() => onChange("days", key)}>${words}</button>`,
    )}
  </div>`;
}

function Failing({ feeds }) {
  const bad = failing(feeds);
  return html`<section class="card" aria-labelledby="failing-title">
    <div class="card-head">
      <h2 id="failing-title">Failing now</h2>
      <span class="quiet">${bad.length} of ${number(feeds.length)} feeds</span>
    </div>
    ${bad.length === 0 && html`<p class="status tone-good all-well"><${Icon} name="succeeded" /> <span>Nothing. Every feed's last run went through.</span></p>`}
    <ul class="failing">
      ${bad.map(
        ({ id, health }) => html`<li key=${id}>
          <span class="status tone-bad"><${Icon} name="failed" /></span>
          <a data-row href=${href(["feeds", id])}>${id}</a>
          <span class="failing-why">${codeOf(health.last_failure?.code ?? "").title}<span class="second quiet">${health.last_failure?.message}</span></span>
          <span class="failing-since"><b>${number(health.failures_in_a_row)}</b> in a row<span class="second quiet">last good <${Ago} at=${health.last_success_at} /></span></span>
        </li>`,
      )}
    </ul>
  </section>`;
}

function Numbers({ stats, failures, span }) {
  const days = daysBetween(stats.from, stats.to ?? new Date().toISOString());
  const flow = byDay(stats.days, days);
  const sum = (name) => flow.reduce((all, each) => all + each[name], 0);
  const { succeeded = 0, not_modified: same = 0, partial = 0, failed = 0 } = stats.by_status;
  const ended = succeeded + same + partial + failed;
  return html`
    <dl class="tiles">
      <${Tile} name="Imports" value=${number(stats.runs)} />
      <${Tile} name="Went through" value=${percent(succeeded + same, ended)} note=${`${number(failed)} failed, ${number(partial)} partial`} />
      <${Tile} name="New jobs" value=${number(sum("new"))} />
      <${Tile} name="Updated" value=${number(sum("updated"))} />
      <${Tile} name="Closed" value=${number(sum("closed"))} />
    </dl>
    <${FlowChart} days=${flow} />
    <div class="halves">
      <${Reasons} codes=${stats.by_code} period=${span} />
      <div>
        <${HealthMap} rows=${stats.days} days=${days} />
        <${FailedJobs} failures=${failures} period=${span} />
      </div>
    </div>
  `;
}

function Tile({ name, value, note = null }) {
  return html`<div class="tile"><dt class="tile-name">${name}</dt><dd class="tile-value">${value}${note && html`<span class="second quiet">${note}</span>`}</dd></div>`;
}

function Reasons({ codes, period }) {
  const sorted = Object.entries(codes).sort(([, a], [, b]) => b - a);
  const most = sorted[0]?.[1] ?? 1;
  return html`<section class="card" aria-labelledby="reasons-title">
    <div class="card-head"><h2 id="reasons-title">Why imports failed</h2></div>
    ${sorted.length === 0 && html`<p class="quiet">No import failed in this time.</p>`}
    <ul class="reasons">
      ${sorted.map(
        ([code, count]) => html`<li key=${code}>
          <a href=${href(["imports"], { code, period })}>${codeOf(code).title}</a>
          <b class="num">${number(count)}</b>
          <svg class="reason-bar" viewBox="0 0 1 1" preserveAspectRatio="none" height="6" aria-hidden="true">
            <rect class="bar-ground" width="1" height="1" /><rect class="fill-bad" width=${count / most} height="1" />
          </svg>
          <span class="quiet">${codeOf(code).todo}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

const SHOWN = 4;

/** Jobs that were not stored although their feed was read: the reasons that cost most. */
function FailedJobs({ failures, period }) {
  if (!failures?.groups?.length) return null;
  return html`<section class="card" aria-labelledby="jobs-title">
    <div class="card-head">
      <h2 id="jobs-title">Why jobs failed</h2>
      <a href=${href(["failures"], { period })}>All reasons</a>
    </div>
    <ul class="reasons">
      ${failures.groups.slice(0, SHOWN).map(
        ({ code, signature, count, last_at: last }) => html`<li key=${`${code} ${signature}`}>
          <a href=${href(["failures"], { period, code, signature })}>${signature}</a>
          <b class="num">${number(count)}</b>
          <span class="quiet">${codeOf(code).title}, last <${Ago} at=${last} /></span>
        </li>`,
      )}
    </ul>
  </section>`;
}
