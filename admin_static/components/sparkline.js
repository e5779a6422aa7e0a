import { html } from "../vendor/htm-preact.js";
import { number } from "../lib/format.js";
import { line, spread } from "../lib/scale.js";

/** How many jobs the feed's runs found, oldest left. Runs that read nothing have no say in it. */
export function Sparkline({ runs, width = 110, height = 26 }) {
  const counts = runs
    .filter(({ status }) => status === "succeeded" || status === "partial")
    .map(({ fetched }) => fetched)
    .reverse();
  if (counts.length < 2) return null;
  const points = spread(counts, width, height);
  const [x, y] = points.at(-1);
  const words = `Jobs in the last ${counts.length} successful runs; most recently ${number(counts.at(-1))}`;
  return html`<svg class="sparkline" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${words}>
    <title>${words}</title>
    <path class="sparkline-area" d="${line(points)}L${x} ${height}L${points[0][0]} ${height}Z" />
    <path class="sparkline-line" d=${line(points)} />
    <circle class="sparkline-dot" cx=${x} cy=${y} r="2.200" />
  </svg>`;
}
