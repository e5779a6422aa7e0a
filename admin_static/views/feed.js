import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { getFeed } from "../lib/feeds.js";
import { number } from "../lib/format.js";
import { listLink } from "../lib/keyboard.js";
import { useResource } from "../lib/resource.js";
import { looksOf, needsSomebody } from "../lib/states.js";
import { useWords } from "../lib/words.js";
import { Command } from "../components/command.js";
import { Id } from "../components/copy.js";
import { Crumbs } from "../components/crumbs.js";
import { FeedAudit, FeedEvents } from "../components/feed_log.js";
import { FeedFacts } from "../components/feed_facts.js";
import { FeedRuns } from "../components/feed_runs.js";
import { FillCharts } from "../components/fill_charts.js";
import { FlowChart } from "../components/flow_chart.js";
import { Freshness } from "../components/freshness.js";
import { Raw } from "../components/raw.js";
import { SizeChart } from "../components/size_chart.js";
import { FeedState } from "../components/feed_state.js";
import { Await } from "../components/states.js";
import { Ago } from "../components/time.js";
import { Why } from "../components/why.js";

const DAYS = 30;
const BESIDE = [["runs", "imports"], ["failed_runs", "failed imports"], ["failed", "failed jobs"]];

/** One feed: how it stands, how it was, what it says of itself, how it is set, and who was told or did what. */
export function Feed({ id }) {
  const feed = useResource(`feed ${id}`, (signal) => getFeed(id, signal));
  const back = { href: listLink("feeds"), label: "Back to the feeds" };
  return html`<${Await} resource=${feed} what="the feed" back=${back}>
    ${(data) => html`<${Detail} feed=${data} resource=${feed} />`}
  <//>`;
}

function Detail({ feed, resource }) {
  return html`
    <${Crumbs} section="feeds" label="Feeds" />
    <div class="page-head">
      <h1>${feed.id}</h1>
      <${FeedState} state=${feed.state} />
      <span class="spacer"></span>
      <${Freshness} resource=${resource} />
    </div>
    <p class="subline"><${Id} value=${feed.url} what="the feed's URL" /></p>
    <${Standing} feed=${feed} />
    ${feed.crowded && html`<p class="subline" role="status">${feed.crowded}</p>`}
    <div class="tiles">
      <${Tile} name="Jobs" usual=${feed.size}>${number(feed.size.jobs)}<//>
      <${Tile} name="New today" usual=${feed.new_per_day}>${number(feed.new_per_day.jobs)}<//>
      <${Tile} name="At stake">${number(feed.jobs_at_stake)}<//>
      <${Tile} name="Last success"><${Ago} at=${feed.health.last_success_at} /><//>
      <${Tile} name="Next due">${feed.enabled ? html`<${Ago} at=${feed.next_due_at} none="–" />` : "not scheduled"}<//>
    </div>
    <${FeedRuns} feed=${feed} />
    <${History} feed=${feed} />
    <div class="halves"><${FeedFacts} feed=${feed} /><div><${FeedEvents} id=${feed.id} /><${FeedAudit} id=${feed.id} /></div></div>
    <${Raw} value=${feed} />
  `;
}

function Standing({ feed }) {
  const { say } = useWords();
  if (!needsSomebody(feed.state)) return html`<p class="hint" dir="auto">${feed.why}</p>`;
  const { icon, tone } = looksOf(feed.state);
  const { title } = say("states", feed.state);
  const command = html`<${Command} line=${feed.command} />`;
  return html`<${Why} icon=${icon} tone=${tone} title=${title} message=${feed.why} advice=${feed.advice} command=${command}>
    <span>since <${Ago} at=${feed.since} /></span>
    ${feed.health.last_run_id && html`<a href=${`#/imports/${feed.health.last_run_id}`}>The last import</a>`}
  <//>`;
}

function Tile({ name, usual = { low: null }, children }) {
  const range = usual.low !== null && `usually ${number(Math.round(usual.low))} – ${number(Math.round(usual.high))}`;
  return html`<div class="tile"><div class="tile-name">${name}</div><div class="tile-value">${children}<span class="usual">${range}</span></div></div>`;
}

function History({ feed }) {
  const path = `/feeds/${encodeURIComponent(feed.id)}/history`;
  const history = useResource(`history ${feed.id}`, (signal) => get(path, { days: DAYS }, signal));
  return html`<${Await} resource=${history} what="the history" rows=${3}>
    ${(data) =>
      data.days.length
        ? html`<div class="halves"><${SizeChart} history=${data} /><${FlowChart} days=${data.days} title="New and closed by day" beside=${BESIDE} /></div>
            <${FillCharts} history=${data} now=${feed.quality} />`
        : html`<section class="card"><p class="quiet">No import yet. The charts start with the first one.</p></section>`}
  <//>`;
}
