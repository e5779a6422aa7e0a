import { html } from "../vendor/htm-preact.js";
import { clock as time, duration, exact, zoneName } from "../lib/format.js";
import { preferences } from "../lib/preferences.js";
import { isLive } from "../lib/statuses.js";
import { Icon } from "./icons.js";

const WORDS = {
  queued: "Queued",
  waited_for_host: "Waited for the host's turn",
  fetching: "Fetching",
  fetched: "Fetched",
  read: "Read",
  publishing: "Publishing",
  sealed: "Published",
  processing: "Storing",
  ended: "Ended",
  closed: "Closed vanished jobs",
  redriven: "Delivered again",
};

/** The walk of a run as the API tells it: what happened when, and how long that took. */
export function Timeline({ run }) {
  const { zone } = preferences.use();
  const steps = run.timeline ?? [];
  return html`<section class="card" aria-labelledby="timeline-title">
    <div class="card-head"><h2 id="timeline-title">Timeline</h2><span class="quiet">times in ${zoneName(zone)}</span></div>
    <${Shares} steps=${steps} />
    <ol class="timeline">
      ${steps.map((step, n) => html`<${Step} key=${n} step=${step} zone=${zone} isNow=${isLive(run) && n === steps.length - 1} />`)}
      ${run.status === "failed" && html`<li class="step step-broken"><span class="step-dot"><${Icon} name="cross" size=${12} /></span><span class="step-name">Failed</span></li>`}
    </ol>
  </section>`;
}

function Step({ step, zone, isNow }) {
  return html`<li class=${`step step-${isNow ? "next" : "done"} step-is-${step.event}`} data-step=${step.event}>
    <span class="step-dot"><${Icon} name=${isNow ? "processing" : "check"} size=${12} /></span>
    <span class="step-name">${WORDS[step.event] ?? step.event}</span>
    <time class="step-at" datetime=${step.at} title=${exact(step.at, zone)}>${time(step.at, zone)}</time>
    <span class="step-took quiet">${took(step)}</span>
    ${step.detail && html`<span class="step-detail quiet" dir="auto">${step.detail}</span>`}
  </li>`;
}

const took = ({ seconds }) => (seconds === null || seconds === undefined ? null : duration(seconds * 1_000));

/** Where the time went: each step as long as it took. */
function Shares({ steps }) {
  const timed = steps.filter(({ seconds }) => seconds > 0);
  if (timed.length < 2) return null;
  const words = timed.map((step) => `${WORDS[step.event] ?? step.event} ${took(step)}`).join(", ");
  return html`<p class="shares" role="img" aria-label=${words}>
    ${timed.map((step, n) => html`<i key=${n} class=${`share share-${step.event}`} title=${`${WORDS[step.event] ?? step.event}: ${took(step)}`} style=${{ flexGrow: String(step.seconds) }}></i>`)}
  </p>`;
}
