import { html } from "../vendor/htm-preact.js";
import { feedLink } from "../lib/feeds.js";
import { href } from "../lib/router.js";
import { looksOf } from "../lib/states.js";
import { Icon } from "./icons.js";
import { Ago } from "./time.js";

const LOOKS = {
  "feed.recovered": { icon: "succeeded", tone: "good" },
  "import.finished": { icon: "check", tone: "quiet" },
  "import.collapsed": { icon: "failed", tone: "bad" },
  "jobs.changed": { icon: "refresh", tone: "live" },
};

/** What was told to those who listen, newest first. `seen` is the last one that the reader knows. */
export function EventList({ items, seen = null, namesFeed = true }) {
  return html`<ol class="events">
    ${items.map((event) => html`<${Told} key=${event.id} event=${event} isNew=${seen !== null && event.id > seen} namesFeed=${namesFeed} />`)}
  </ol>`;
}

function Told({ event, isNew, namesFeed }) {
  const { icon, tone } = LOOKS[event.type] ?? looksOf(event.type.replace("feed.", ""));
  return html`<li class=${isNew ? "told told-new" : "told"} data-event=${event.id}>
    <span class=${`tone-${tone}`}><${Icon} name=${icon} /></span>
    <div>
      <p><b dir="auto">${event.title}</b>${isNew && html` <span class="tag">new</span>`}</p>
      <p class="quiet" dir="auto">${event.detail.why ?? event.detail.failure?.message}</p>
      <p class="facts-line quiet">
        <${Ago} at=${event.at} />
        ${namesFeed && event.feed_id && html`<a data-row href=${feedLink(event.feed_id)}>${event.feed_id}</a>`}
        ${event.run_id && html`<a href=${href(["imports", event.run_id])}>the import</a>`}
      </p>
    </div>
  </li>`;
}
