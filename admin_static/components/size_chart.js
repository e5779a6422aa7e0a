import { html, useRef } from "../vendor/htm-preact.js";
import { compact, day as dayWords, number, plural } from "../lib/format.js";
import { line, marks, spread } from "../lib/scale.js";
import { useWalk } from "../lib/walk.js";
import { useWidth } from "../lib/width.js";

const HEIGHT = 240;
const LEFT = 44;
const FOOT = 22;

/** How many jobs the feed had, day by day, on its usual band: `{days, size: {low, high}}` of the API. */
export function SizeChart({ history: { days, size } }) {
  const frame = useRef(null);
  const width = useWidth(frame, 600);
  const { chosen, at, choose, keys } = useWalk(days.length);
  const seen = days[at];
  return html`<section class="card" aria-labelledby="size-title">
    <div class="card-head">
      <h2 id="size-title">Size</h2>
      <p class="legend" aria-live="polite">
        <span class="legend-day">${dayWords(seen.day)}</span><span>${seen.size === null ? "not read" : plural(seen.size, "job")}</span>
        ${size && html`<span><i class="swatch band"></i>usually ${number(Math.round(size.low))} – ${number(Math.round(size.high))}</span>`}
      </p>
    </div>
    <div class="chart" ref=${frame} role="group" aria-label="Chart of the feed's size by day; use the arrow keys to move between days" ...${keys}>
      <${Drawing} days=${days} size=${size} width=${width} at=${at} chosen=${chosen} choose=${choose} />
    </div>
  </section>`;
}

function Drawing({ days, size, width, at, chosen, choose }) {
  const sizes = days.map((each) => each.size);
  const high = Math.max(1, size?.high ?? 0, ...sizes);
  const inner = width - LEFT;
  const tall = HEIGHT - FOOT;
  const points = spread(sizes, inner, tall, 0, high);
  const level = (value) => spread([value], inner, tall, 0, high)[0][1];
  const slot = inner / days.length;
  return html`<svg width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}" aria-hidden="true">
    ${marks(0, high, 4).map((mark) => html`<g key=${mark}>
      <line class=${mark ? "grid" : "axis"} x1=${LEFT} x2=${width} y1=${level(mark)} y2=${level(mark)} />
      <text class="tick" x=${LEFT - 8} y=${level(mark) + 4} text-anchor="end">${compact(mark)}</text>
    </g>`)}
    <g transform="translate(${LEFT} 0)">
      ${size && html`<rect class="band" x="0" y=${level(size.high)} width=${inner} height=${Math.max(2, level(size.low) - level(size.high))} />`}
      <path class="sparkline-line" d=${line(points)} />
      ${points[at] && html`<circle class="sparkline-dot" cx=${points[at][0]} cy=${points[at][1]} r=${chosen === null ? 2.5 : 4} />`}
      ${days.map((each, n) => html`<rect key=${each.day} class="catch" x=${n * slot} y="0" width=${slot} height=${tall} onMouseEnter=${() => choose(n)} />`)}
    </g>
    <text class="tick" x=${LEFT} y=${HEIGHT - 5}>${dayWords(days[0].day)}</text>
    <text class="tick" x=${width} y=${HEIGHT - 5} text-anchor="end">${dayWords(days.at(-1).day)}</text>
  </svg>`;
}
