import { html, useRef } from "../vendor/htm-preact.js";
import { compact, day as dayWords, number } from "../lib/format.js";
import { marks, reach } from "../lib/scale.js";
import { useWalk } from "../lib/walk.js";
import { useWidth } from "../lib/width.js";

const HEIGHT = 240;
const MARGIN = { top: 14, right: 4, bottom: 24, left: 44 };
const NAME = 56; // room for a day's name
const WORDS = { new: "new", updated: "updated", closed: "closed" };

/**
 * What came and what went, day by day: new and updated stand on the line, closed hang below it. A column that would
 * flatten all others, as that of a first import, is cut, with its number at the cut. `beside` are more `[name, word]`
 * for the table.
 */
export function FlowChart({ days, title = "Jobs by day", beside = [] }) {
  const frame = useRef(null);
  const width = useWidth(frame, 900);
  const { chosen, at, choose, keys } = useWalk(days.length);
  return html`<section class="card" aria-labelledby="flow-title">
    <div class="card-head">
      <h2 id="flow-title">${title}</h2>
      <${Legend} seen=${days[at]} />
    </div>
    <div class="chart" ref=${frame} role="group" aria-label="Chart of jobs by day; use the arrow keys to move between days" ...${keys}>
      <${Drawing} days=${days} width=${width} chosen=${chosen} choose=${choose} />
    </div>
    <${Table} days=${days} beside=${beside} />
  </section>`;
}

function Legend({ seen }) {
  return html`<p class="legend" aria-live="polite">
    <span class="legend-day">${dayWords(seen.day)}</span>
    ${Object.entries(WORDS).map(
      ([name, word]) => html`<span key=${name}><i class=${`swatch part-${name}`}></i>${number(seen[name])} ${word}</span>`,
    )}
  </p>`;
}

function Drawing({ days, width, chosen, choose }) {
  const up = Math.max(1, reach(days.map((each) => each.new)) + reach(days.map((each) => each.updated)));
  const down = reach(days.map(({ closed }) => closed));
  const inner = HEIGHT - MARGIN.top - MARGIN.bottom;
  const unit = inner / (up + down);
  const zero = MARGIN.top + up * unit;
  const slot = (width - MARGIN.left - MARGIN.right) / days.length;
  return html`<svg width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}" aria-hidden="true">
    ${marks(-down, up).map(
      (mark) => html`<g key=${mark}>
        <line class=${mark ? "grid" : "axis"} x1=${MARGIN.left} x2=${width - MARGIN.right} y1=${zero - mark * unit} y2=${zero - mark * unit} />
        <text class="tick" x=${MARGIN.left - 8} y=${zero - mark * unit + 4} text-anchor="end">${compact(Math.abs(mark))}</text>
      </g>`,
    )}
    ${days.map((each, n) => html`<${Column} key=${each.day} day=${each} n=${n} x=${MARGIN.left + n * slot} slot=${slot} zero=${zero} unit=${unit} up=${up} down=${down} chosen=${chosen === n} choose=${choose} />`)}
    ${days.map((each, n) => isNamed(n, days.length, slot) && html`<${DayName} key=${each.day} day=${each.day} x=${MARGIN.left + (n + 0.5) * slot} width=${width} />`)}
  </svg>`;
}

function DayName({ day, x, width }) {
  const isLast = x > width - NAME / 2; // its middle would leave the picture
  return html`<text class="tick" x=${isLast ? width : x} y=${HEIGHT - 6} text-anchor=${isLast ? "end" : "middle"}>${dayWords(day)}</text>`;
}

/** As many days have their name as there is room for, and the last one always has. */
function isNamed(n, count, slot) {
  const every = Math.max(1, Math.ceil(NAME / slot));
  return (count - 1 - n) % every === 0 && (n + 0.5) * slot > 16;
}

function Column({ day, n, x, slot, zero, unit, up, down, chosen, choose }) {
  const wide = Math.max(2, Math.min(34, slot * 0.64));
  const left = x + (slot - wide) / 2;
  const fresh = Math.min(day.new, up);
  const [added, changed, gone] = [fresh * unit, Math.min(day.updated, up - fresh) * unit, Math.min(day.closed, down) * unit];
  return html`<g onMouseEnter=${() => choose(n)}>
    <rect class=${chosen ? "column chosen" : "column"} x=${x} y=${MARGIN.top} width=${slot} height=${HEIGHT - MARGIN.top - MARGIN.bottom} />
    <path class="part-new" d=${block(left, zero, wide, -added, changed < 1)} />
    <path class="part-updated" d=${block(left, zero - added, wide, -changed, true)} />
    <path class="part-closed" d=${block(left, zero, wide, gone, true)} />
    ${day.new > up && html`<text class="cut" x=${left + wide / 2} y=${MARGIN.top - 2} text-anchor="middle">${compact(day.new)}↑</text>`}
    ${day.closed > down && html`<text class="cut" x=${left + wide / 2} y=${zero + gone + 9} text-anchor="middle">${compact(day.closed)}↓</text>`}
  </g>`;
}

/** A bar from `y` on, `tall` pixels down (or up, where negative); its far end is rounded where it is an end. */
function block(x, y, wide, tall, isEnd) {
  if (Math.abs(tall) < 0.5) return "";
  const round = isEnd ? Math.min(3, Math.abs(tall), wide / 2) : 0;
  const end = y + tall;
  const near = end - Math.sign(tall) * round;
  return `M${x} ${y}V${near}Q${x} ${end} ${x + round} ${end}H${x + wide - round}Q${x + wide} ${end} ${x + wide} ${near}V${y}Z`;
}

function Table({ days, beside }) {
  return html`<details class="as-table">
    <summary>As a table</summary>
    <div class="scroller" tabindex="0" role="group" aria-label="Jobs by day, as a table">
      <table class="plain">
        <thead><tr><th scope="col">Day</th>${Object.values(WORDS).map((word) => html`<th scope="col" class="num" key=${word}>${word}</th>`)}${beside.map(([name, word]) => html`<th scope="col" class="num" key=${name}>${word}</th>`)}</tr></thead>
        <tbody>
          ${[...days].reverse().map(
            (each) => html`<tr key=${each.day}>
              <th scope="row">${dayWords(each.day)}</th>
              ${Object.keys(WORDS).map((name) => html`<td class="num" key=${name}>${number(each[name])}</td>`)}
              ${beside.map(([name]) => html`<td class="num" key=${name}>${number(each[name])}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
