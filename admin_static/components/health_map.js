import { html } from "../vendor/htm-preact.js";
import { feedLink } from "../lib/feeds.js";
import { day as dayWords, nextDay, plural } from "../lib/format.js";
import { href } from "../lib/router.js";

const SHOWN = 16;

/**
 * Feeds down, days across: when did which of them start to fail? Each cell leads to the imports of its feed on its day.
 *
 * `rows` and the cells in them come from the API, most failures first. The Tab key stops once a row, the arrow keys walk it.
 */
export function HealthMap({ rows, days }) {
  return html`<section class="card" aria-labelledby="map-title">
    <div class="card-head">
      <h2 id="map-title">Feeds by day</h2>
      <p class="legend">
        <span><i class="swatch map-warn"></i>jobs failed</span><span><i class="swatch map-some"></i>imports failed</span><span><i class="swatch map-all"></i>every import failed</span>
      </p>
    </div>
    ${rows.length === 0 && html`<p class="quiet">No imports in this period.</p>`}
    <ul class="map">${rows.slice(0, SHOWN).map((row) => html`<${Row} key=${row.feed_id} row=${row} days=${days} />`)}</ul>
    ${rows.length > SHOWN && html`<p class="quiet">Only the ${SHOWN} feeds with the most failures are shown.</p>`}
  </section>`;
}

function Row({ row, days }) {
  const words = `${row.feed_id}: ${row.failed_runs} of ${plural(row.runs, "import")} and ${plural(row.failed, "job")} failed`;
  const last = row.cells.findLastIndex(Boolean);
  return html`<li>
    <a class="map-feed" href=${feedLink(row.feed_id)}>${row.feed_id}</a>
    <span class="map-cells" role="group" aria-label=${words} onKeyDown=${walk}>
      ${row.cells.map((cell, n) => html`<${Cell} key=${days[n]} cell=${cell} day=${days[n]} feed=${row.feed_id} isStop=${n === last} />`)}
    </span>
  </li>`;
}

function Cell({ cell, day, feed, isStop }) {
  if (!cell) return html`<i class="map-cell map-none" title=${`${dayWords(day)}: no import`}></i>`;
  const words = `${dayWords(day)}: ${cell.failed_runs} of ${plural(cell.runs, "import")} failed${cell.failed ? `, ${plural(cell.failed, "job")} failed` : ""}`;
  const period = { period: "custom", from: `${day}T00:00:00Z`, to: `${nextDay(day)}T00:00:00Z` };
  return html`<a class=${`map-cell ${look(cell)}`} href=${href(["imports"], { feed, ...period })} title=${words} aria-label=${words} tabindex=${isStop ? 0 : -1}></a>`;
}

function look({ runs, failed_runs: broken, failed }) {
  if (broken) return broken === runs ? "map-all" : "map-some";
  return failed ? "map-warn" : "map-good";
}

function walk(event) {
  const to = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" }[event.key];
  if (!to) return;
  event.preventDefault();
  let next = event.target[to];
  while (next && next.tagName !== "A") next = next[to];
  next?.focus();
}
