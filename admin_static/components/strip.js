import { html, useRef, useState } from "../vendor/htm-preact.js";
import { exact, plural } from "../lib/format.js";
import { href } from "../lib/router.js";
import { statusOf } from "../lib/statuses.js";
import { preferences } from "../lib/preferences.js";

const SLOTS = 30;

/**
 * The last 30 runs of a feed, oldest left, each a link to its run. `runs` are newest first.
 *
 * One stop for the Tab key: the arrow keys walk along it. The worse a run, the taller: height tells what colour tells.
 */
export function Strip({ runs }) {
  const { zone } = preferences.use();
  const box = useRef(null);
  const [at, setAt] = useState(0);
  const shown = runs.slice(0, SLOTS).reverse();
  const current = Math.max(0, shown.length - 1 - at);
  function step(event) {
    const by = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = Math.min(shown.length - 1, Math.max(0, at + by));
    setAt(next);
    box.current.children[shown.length - 1 - next]?.focus();
  }
  if (!shown.length) return html`<span class="quiet">No runs yet</span>`;
  return html`<span class="strip" role="group" aria-label=${`Last ${plural(shown.length, "run")}: ${summary(shown)}`} ref=${box} onKeyDown=${step}>
    ${shown.map((run, n) => {
      const words = `${statusOf(run.status).word}, ${exact(run.at, zone)}`;
      return html`<a
        key=${run.id}
        class=${`strip-run strip-${run.status} fill-${statusOf(run.status).tone}`}
        href=${href(["imports", run.id])}
        tabindex=${n === current ? 0 : -1}
        title=${words}
        aria-label=${words}
      ></a>`;
    })}
  </span>`;
}

function summary(runs) {
  return Object.entries(Object.groupBy(runs, ({ status }) => status))
    .map(([status, { length }]) => `${length} ${statusOf(status).word.toLowerCase()}`)
    .join(", ");
}
