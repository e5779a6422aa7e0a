import { html } from "../vendor/htm-preact.js";
import { plural } from "../lib/format.js";
import { statusOf } from "../lib/statuses.js";

const SLOTS = 30;
const STEP = 6;
const HEIGHT = 22;
/** The worse, the taller: height tells what colour tells. */
const HEIGHTS = { succeeded: 12, not_modified: 6, partial: 17, failed: 22, queued: 9, fetching: 9, processing: 9 };

/** The last 30 runs of a feed, oldest left. `runs` are newest first. */
export function Strip({ runs }) {
  const shown = runs.slice(0, SLOTS);
  const words = shown.length ? `Last ${plural(shown.length, "run")}: ${summary(shown)}` : "No runs yet";
  return html`<svg class="strip" width=${SLOTS * STEP} height=${HEIGHT} viewBox="0 0 ${SLOTS * STEP} ${HEIGHT}" role="img" aria-label=${words}>
    <title>${words}</title>
    ${Array.from({ length: SLOTS }, (_, n) => {
      const run = shown[SLOTS - 1 - n];
      const tall = run ? (HEIGHTS[run.status] ?? 9) : 2;
      const tone = run ? statusOf(run.status).tone : "none";
      return html`<rect key=${n} class="fill-${tone}" x=${n * STEP + 1} y=${HEIGHT - tall} width=${STEP - 2} height=${tall} rx="1" />`;
    })}
  </svg>`;
}

function summary(runs) {
  const counts = new Map();
  for (const { status } of runs) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${statusOf(status).word.toLowerCase()}`).join(", ");
}
