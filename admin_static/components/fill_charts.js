import { html } from "../vendor/htm-preact.js";
import { share } from "../lib/format.js";
import { line, spread } from "../lib/scale.js";
import { plain } from "../lib/words.js";

const WIDTH = 150;
const HEIGHT = 40;

/** How many of the jobs carry each field, day by day, on the feed's usual band. */
export function FillCharts({ history: { days, quality }, now }) {
  const last = days.findLast(({ fill }) => Object.keys(fill).length);
  const fields = Object.keys(last?.fill ?? {});
  return html`<section class="card" aria-labelledby="fill-title">
    <div class="card-head"><h2 id="fill-title">Filled fields</h2><span class="quiet">share of jobs that have each field, by day</span></div>
    ${fields.length === 0 && html`<p class="quiet">No import has counted fields yet.</p>`}
    <ul class="fills">
      ${fields.map((field) => html`<${Field} key=${field} field=${field} rates=${days.map(({ fill }) => fill[field] ?? null)} usual=${now?.[field] ?? quality?.[field]} />`)}
    </ul>
  </section>`;
}

function Field({ field, rates, usual }) {
  const last = rates.findLast((rate) => rate !== null);
  const isLow = usual?.rate < usual?.low;
  const range = usual ? `usually ${share(usual.low)} – ${share(usual.high)}` : "no usual range yet";
  const level = (rate) => spread([rate], WIDTH, HEIGHT, 0, 1)[0][1];
  return html`<li class=${isLow ? "fill fill-low" : "fill"} data-fill=${field}>
    <span class="fill-name">${plain(field)}</span><b>${share(last)}</b>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" height=${HEIGHT} role="img" aria-label=${`${plain(field)}: ${share(last)}, ${range}`}>
      <rect class="bar-ground" width=${WIDTH} height=${HEIGHT} />
      ${usual && html`<rect class="band" y=${level(usual.high)} width=${WIDTH} height=${Math.max(2, level(usual.low) - level(usual.high))} />`}
      <path class="sparkline-line" d=${line(spread(rates, WIDTH, HEIGHT, 0, 1))} vector-effect="non-scaling-stroke" />
    </svg>
    <span class="quiet fill-usual">${range}</span>
  </li>`;
}
