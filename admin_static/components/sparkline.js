import { html } from "../vendor/htm-preact.js";
import { number } from "../lib/format.js";

const INSET = 3;

/** How many jobs the feed's runs found, oldest left. Runs that read nothing have no say in it. */
export function Sparkline({ runs, width = 110, height = 26 }) {
  const counts = runs
    .filter(({ status, fetched }) => (status === "succeeded" || status === "partial") && fetched !== null)
    .map(({ fetched }) => fetched)
    .reverse();
  if (counts.length < 2) return html`<span class="quiet sparkline-none">${counts.length ? number(counts[0]) : "–"}</span>`;
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  const x = (n) => INSET + (n / (counts.length - 1)) * (width - 2 * INSET);
  const y = (count) => height - INSET - (high > low ? (count - low) / (high - low) : 0.5) * (height - 2 * INSET);
  const line = counts.map((count, n) => `${n ? "L" : "M"}${x(n).toFixed(1)} ${y(count).toFixed(1)}`).join("");
  const words = `Jobs found by the last ${counts.length} good runs: ${number(low)} to ${number(high)}, at last ${number(counts.at(-1))}`;
  return html`<svg class="sparkline" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${words}>
    <title>${words}</title>
    <path class="sparkline-area" d="${line}L${x(counts.length - 1)} ${height}L${x(0)} ${height}Z" />
    <path class="sparkline-line" d=${line} />
    <circle class="sparkline-dot" cx=${x(counts.length - 1)} cy=${y(counts.at(-1))} r="2.200" />
  </svg>`;
}
