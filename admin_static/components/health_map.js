import { html } from "../vendor/htm-preact.js";
import { byFeed } from "../lib/days.js";
import { day as dayWords, plural } from "../lib/format.js";
import { href } from "../lib/router.js";

const CELL = 16;
const SHOWN = 12;

/**
 * Feeds down, days across: when did which of them start to fail? A cell fills from below with its share of failed
 * imports; its ground tells whether jobs failed.
 */
export function HealthMap({ rows, days }) {
  const feeds = byFeed(rows, days);
  return html`<section class="card" aria-labelledby="map-title">
    <div class="card-head">
      <h2 id="map-title">Feeds by day</h2>
      <span class="quiet">${dayWords(days[0])} – ${dayWords(days.at(-1))}</span>
      <p class="legend">
        <span><i class="swatch map-warn"></i>jobs failed</span><span><i class="swatch fill-bad"></i>imports failed</span>
      </p>
    </div>
    ${feeds.length === 0 && html`<p class="quiet">Nothing ran in this time.</p>`}
    <ul class="map">
      ${feeds.slice(0, SHOWN).map(
        (feed) => html`<li key=${feed.feed}>
          <a href=${href(["feeds", feed.feed])}>${feed.feed}</a>
          <${Cells} feed=${feed} days=${days} />
        </li>`,
      )}
    </ul>
    ${feeds.length > SHOWN && html`<p class="quiet">The ${SHOWN} with the most failures, of ${plural(feeds.length, "feed")}.</p>`}
  </section>`;
}

function Cells({ feed, days }) {
  const jobs = feed.cells.reduce((sum, cell) => sum + (cell?.failed ?? 0), 0);
  const words = `${feed.feed}: ${feed.failed} of ${plural(feed.runs, "import")} and ${plural(jobs, "job")} failed`;
  return html`<svg class="map-cells" viewBox="0 0 ${days.length * CELL} ${CELL}" preserveAspectRatio="none" height=${CELL + 2} role="img" aria-label=${words}>
    ${feed.cells.map((cell, n) => html`<${Cell} key=${n} cell=${cell} day=${days[n]} x=${n * CELL} />`)}
  </svg>`;
}

function said(cell) {
  if (!cell) return "no import";
  const jobs = cell.failed ? `, ${plural(cell.failed, "job")} failed` : "";
  return `${cell.failed_runs} of ${plural(cell.runs, "import")} failed${jobs}`;
}

function Cell({ cell, day, x }) {
  const share = cell?.runs ? cell.failed_runs / cell.runs : 0;
  const tall = share ? Math.max(3, share * (CELL - 2)) : 0;
  const ground = cell ? (cell.failed ? "map-warn" : "map-good") : "map-none";
  return html`<g>
    <title>${dayWords(day)}: ${said(cell)}</title>
    <rect class=${ground} x=${x + 1} y="1" width=${CELL - 2} height=${CELL - 2} rx="2" />
    ${tall > 0 && html`<rect class="fill-bad" x=${x + 1} y=${CELL - 1 - tall} width=${CELL - 2} height=${tall} rx="2" />`}
  </g>`;
}
