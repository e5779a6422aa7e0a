import { html } from "../vendor/htm-preact.js";
import { clock as time, duration, exact } from "../lib/format.js";
import { preferences } from "../lib/preferences.js";
import { isLive } from "../lib/statuses.js";
import { Icon } from "./icons.js";

const STEPS = [
  ["queued_at", "Queued", "its message goes to the importer"],
  ["started_at", "Started", "waits for the importer"],
  ["fetched_at", "Fetched", "the feed is read and checked"],
  ["published_at", "Published", "jobs are sent on in chunks"],
  ["stored_at", "Stored", "chunks are written"],
  ["finished_at", "Finished", "the run is ended"],
];

/** The walk of a run. Steps that were never reached say so; the time between two stands at the later one. */
export function Timeline({ run }) {
  const { zone } = preferences.use();
  const steps = reached(run);
  return html`<section class="card" aria-labelledby="timeline-title">
    <div class="card-head"><h2 id="timeline-title">Timeline</h2><${Sum} run=${run} /></div>
    <ol class="timeline">
      ${steps.map(
        (step) => html`<li key=${step.name} class=${`step step-${step.state}`} title=${step.means}>
          <span class="step-dot"><${Icon} name=${step.icon} size=${12} /></span>
          <span class="step-name">${step.name}</span>
          ${step.at
            ? html`<time class="step-at" datetime=${step.at} title=${exact(step.at, zone)}>${time(step.at, zone)}</time>`
            : html`<span class="step-at quiet">${step.words}</span>`}
          <span class="step-took quiet">${after(step)}</span>
        </li>`,
      )}
    </ol>
  </section>`;
}

function after({ took, state, means }) {
  if (took === null) return state === "next" ? means : null;
  return took === 0 ? "at once" : `after ${duration(took)}`;
}

function Sum({ run }) {
  const until = run.finished_at;
  if (!until || !run.queued_at) return null;
  return html`<span class="quiet">${duration(Date.parse(until) - Date.parse(run.queued_at))} from queue to end</span>`;
}

/** The steps with their state: done, next (where a live run is), broken (where a failed one stopped) or skipped. */
function reached(run) {
  const stored = run.stored_at ?? (run.published_at && run.finished_at ? run.finished_at : null);
  const times = { ...run, stored_at: stored };
  let previous = null;
  let open = true;
  return STEPS.map(([field, name, means]) => {
    const at = times[field];
    const took = at && previous ? Math.max(0, Date.parse(at) - Date.parse(previous)) : null;
    previous = at ?? previous;
    if (at) return { name, means, at, took, state: "done", icon: "check" };
    const state = open ? missing(run) : "skipped";
    open = false;
    return { name, means, at, took, state, ...LOOKS[state] };
  });
}

function missing(run) {
  if (isLive(run)) return "next";
  return run.status === "failed" ? "broken" : "skipped";
}

const LOOKS = {
  next: { icon: "processing", words: "now" },
  broken: { icon: "cross", words: "not reached" },
  skipped: { icon: "queued", words: "–" },
};
