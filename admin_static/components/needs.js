import { html } from "../vendor/htm-preact.js";
import { feedLink } from "../lib/feeds.js";
import { number, plural } from "../lib/format.js";
import { href } from "../lib/router.js";
import { STATES, looksOf, needsSomebody } from "../lib/states.js";
import { useWords } from "../lib/words.js";
import { Command } from "./command.js";
import { Icon } from "./icons.js";
import { FeedState } from "./feed_state.js";
import { Strip } from "./strip.js";
import { Ago } from "./time.js";

/** The feeds that need somebody, in the API's order: most jobs at stake first within a state. */
export function Needs({ feeds, overview }) {
  if (!feeds.length) {
    return html`<section class="card all-well" aria-labelledby="needs-title">
      <${Icon} name="succeeded" size=${28} />
      <div>
        <h2 id="needs-title">Nothing needs attention</h2>
        ${overview && html`<p>${plural(overview.feeds, "feed")}, ${plural(overview.open_jobs, "open job")}.</p>`}
      </div>
    </section>`;
  }
  return html`<section class="needs" aria-label="Feeds that need attention">
    <${Sums} overview=${overview} />
    <ol class="needs-list">${feeds.map((feed) => html`<${Need} key=${feed.id} feed=${feed} />`)}</ol>
  </section>`;
}

/** How many feeds are in which state; each leads to them. */
export function Sums({ overview }) {
  const { say } = useWords();
  if (!overview) return html`<p class="sums"> </p>`;
  const present = STATES.filter((state) => needsSomebody(state) && overview.states[state]);
  return html`<p class="sums">
    ${present.map(
      (state) => html`<a key=${state} class=${`sum tone-${looksOf(state).tone}`} href=${href(["feeds"], { state })}>
        <${Icon} name=${looksOf(state).icon} size=${14} /> <b>${number(overview.states[state])}</b> ${say("states", state).title.toLowerCase()}
      </a>`,
    )}
    <span class="quiet">of ${plural(overview.feeds, "feed")}, ${plural(overview.open_jobs, "open job")}</span>
  </p>`;
}

function Need({ feed }) {
  return html`<li class=${`need need-${looksOf(feed.state).tone}`} data-need=${feed.id}>
    <div class="need-head">
      <${FeedState} state=${feed.state} />
      <a class="need-feed" data-row href=${feedLink(feed.id)}>${feed.id}</a>
      <span class="quiet">since <${Ago} at=${feed.since} /></span>
      <span class="need-stake"><b>${number(feed.jobs_at_stake)}</b> ${feed.jobs_at_stake === 1 ? "job" : "jobs"} at stake</span>
      <${Strip} runs=${feed.recent} />
    </div>
    <p class="need-why" dir="auto">${feed.why}</p>
    ${feed.advice && html`<p class="need-advice"><b>What to do:</b> ${feed.advice} <${Command} line=${feed.command} /></p>`}
  </li>`;
}
