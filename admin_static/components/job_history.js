import { html } from "../vendor/htm-preact.js";
import { href } from "../lib/router.js";
import { useWords } from "../lib/words.js";
import { Icon } from "./icons.js";
import { Ago, Exact } from "./time.js";
import { Values } from "./values.js";

const LOOKS = {
  new: { icon: "fetching", tone: "good", word: "First seen" },
  updated: { icon: "refresh", tone: "live", word: "Changed" },
  closed: { icon: "closed", tone: "warn", word: "Closed" },
  reopened: { icon: "open", tone: "good", word: "Reopened" },
  rekeyed: { icon: "key", tone: "live", word: "Came under a different id" },
};

/** The life of a job, newest first: which import brought, changed or closed it, with the values before and after. */
export function JobHistory({ job }) {
  return html`<section class="card" aria-labelledby="history-title">
    <div class="card-head">
      <h2 id="history-title">History</h2>
      <span class="quiet">last listed by its feed <${Ago} at=${job.last_seen_at} /></span>
    </div>
    <ol class="history">${[...job.history].reverse().map((event, n) => html`<${Event} key=${n} event=${event} />`)}</ol>
  </section>`;
}

function Event({ event }) {
  const { say } = useWords();
  const { icon, tone, word } = LOOKS[event.kind] ?? { icon: "refresh", tone: "quiet", word: event.kind };
  return html`<li class=${`event tone-${tone}`} data-kind=${event.kind}>
    <span class="event-dot"><${Icon} name=${icon} size=${12} /></span>
    <span class="event-what">${word}${event.reason && `: ${say("reasons", event.reason).title}`}</span>
    <span class="event-when"><${Exact} at=${event.at} /> (<${Ago} at=${event.at} />)</span>
    ${event.run_id && html`<a class="event-run" href=${href(["imports", event.run_id])}>the import</a>`}
    <${Values} changes=${event.changes} />
  </li>`;
}
