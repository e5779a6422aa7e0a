import { html } from "../vendor/htm-preact.js";
import { clock as time, duration, exact, zoneName } from "../lib/format.js";
import { preferences } from "../lib/preferences.js";
import { isLive } from "../lib/statuses.js";
import { Icon } from "./icons.js";

/** Each event in words, and what goes on after it. */
const WORDS = {
  queued: ["Queued", "in the queue"],
  waited_for_host: ["Waited for its host", "waiting for its host"],
  fetching: ["Fetching", "fetching"],
  fetched: ["Fetched", "reading"],
  read: ["Read and checked", "publishing"],
  sealed: ["Published", "storing"],
  ended: ["Ended", null],
  closed: ["Closed missing jobs", null],
  redriven: ["Delivered again", null],
};

/** The walk of a run as the API tells it: what happened when, and how long that took. */
export function Timeline({ run }) {
  const { zone } = preferences.use();
  const steps = run.timeline;
  return html`<section class="card" aria-labelledby="timeline-title">
    <div class="card-head"><h2 id="timeline-title">Timeline</h2><span class="quiet">times in ${zoneName(zone)}</span></div>
    <${Spans} steps=${steps} />
    <ol class="timeline">
      ${steps.map((step, n) => html`<${Step} key=${n} step=${step} zone=${zone} look=${lookOf(run, n === steps.length - 1)} />`)}
    </ol>
  </section>`;
}

function lookOf(run, isLast) {
  if (!isLast) return { name: "done", icon: "check" };
  if (isLive(run)) return { name: "next", icon: "processing" };
  return run.status === "failed" ? { name: "broken", icon: "cross" } : { name: "done", icon: "check" };
}

function Step({ step, zone, look }) {
  return html`<li class=${`step step-${look.name} step-is-${step.event}`} data-step=${step.event}>
    <span class="step-dot"><${Icon} name=${look.icon} size=${12} /></span>
    <span class="step-name">${WORDS[step.event]?.[0] ?? step.event}</span>
    <time class="step-at" datetime=${step.at} title=${exact(step.at, zone)}>${time(step.at, zone)}</time>
    <span class="step-took quiet">${after(step.seconds)}</span>
    <span class="step-detail quiet" dir="auto">${step.detail}</span>
  </li>`;
}

function after(seconds) {
  if (seconds === null) return null;
  return seconds === 0 ? "immediately" : `after ${duration(seconds * 1_000)}`;
}

/** Where the time went: waiting apart from fetching, each as long as it took. */
function Spans({ steps }) {
  const spans = steps.map(({ seconds }, n) => ({ seconds, of: steps[n - 1]?.event })).filter(({ seconds, of }) => seconds > 0 && WORDS[of]?.[1]);
  if (spans.length < 2) return null;
  return html`<div class="spans" aria-hidden="true">
      ${spans.map(({ of, seconds }) => html`<i key=${of} class=${`span span-${of}`} style=${{ flexGrow: String(seconds) }}></i>`)}
    </div>
    <p class="legend spans-legend">
      ${spans.map(({ of, seconds }) => html`<span key=${of}><i class=${`swatch span-${of}`}></i>${duration(seconds * 1_000)} ${WORDS[of][1]}</span>`)}
    </p>`;
}
