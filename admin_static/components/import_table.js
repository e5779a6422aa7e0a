import { html } from "../vendor/htm-preact.js";
import { clock } from "../lib/clock.js";
import { duration, number } from "../lib/format.js";
import { TRIGGERS, isLive } from "../lib/statuses.js";
import { useWords } from "../lib/words.js";
import { OutcomeBar } from "./bar.js";
import { Status } from "./status.js";
import { Ago } from "./time.js";

const COUNTS = ["fetched", "new", "updated", "unchanged", "failed", "closed"];
const HEADS = { fetched: "Fetched", new: "New", updated: "Updated", unchanged: "Unchanged", failed: "Failed", closed: "Closed" };

const READ = { part: "Part", window: "Window" };

/** Runs as a table; where it is narrow, as cards. The roles are said aloud because CSS grids make browsers forget them. */
export function ImportTable({ runs }) {
  return html`<table class="list imports" role="table">
    <caption class="hidden">Imports, newest first</caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col">Status</th>
        <th role="columnheader" scope="col">Feed</th>
        <th role="columnheader" scope="col">Started</th>
        <th role="columnheader" scope="col" class="num">Took</th>
        <th role="columnheader" scope="col">Outcome</th>
        ${COUNTS.map((name) => html`<th role="columnheader" scope="col" class="num" key=${name}>${HEADS[name]}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${runs.map((run) => html`<${Row} key=${run.id} run=${run} />`)}
    </tbody>
  </table>`;
}

function Row({ run }) {
  return html`<tr role="row" data-run=${run.id} data-status=${run.status}>
    <td role="cell" class="cell-status"><${Status} status=${run.status} /></td>
    <td role="cell" class="cell-main">
      <a class="row-link" data-row href=${`#/imports/${run.id}`}>${run.feed_id}</a>
    </td>
    <td role="cell" class="cell-time" title=${TRIGGERS[run.trigger]}>
      <${Ago} at=${run.started_at ?? run.queued_at} />${run.trigger !== "schedule" && html` <span class="tag">${TRIGGERS[run.trigger] ?? run.trigger}</span>`}
    </td>
    <td role="cell" class="num cell-took"><${Took} run=${run} /></td>
    <td role="cell" class="cell-outcome"><${Outcome} run=${run} />${READ[run.completeness] && html` <span class="tag" title=${run.completeness_reason}>${READ[run.completeness]}</span>`}</td>
    ${COUNTS.map((name) => html`<${Count} key=${name} name=${name} value=${isRead(run) ? run.counts[name] : null} old=${run.status === "not_modified"} />`)}
  </tr>`;
}

/** How long a run took, or has been going for. */
export function Took({ run }) {
  clock.use(); // counts on between two answers; each answer is counted from the moment it came
  if (run.duration_ms !== null && run.duration_ms !== undefined) return duration(run.duration_ms);
  if (!isLive(run) || !run.started_at) return "–";
  return duration(Math.max(0, Date.now() - Date.parse(run.started_at)));
}

function Outcome({ run }) {
  const { say } = useWords();
  if (run.failure) return html`<span class="reason tone-bad" title=${run.failure.message}>${say("runs", run.failure.code).title}</span>`;
  if (run.status === "not_modified") return html`<span class="quiet">Not modified</span>`;
  if (run.status === "queued") return html`<span class="quiet">In the queue</span>`;
  if (run.status === "fetching" && !run.counts.fetched) return html`<span class="quiet">Reading the feed</span>`;
  if (!isLive(run) && !run.counts.fetched) return html`<span class="quiet">The feed is empty</span>`;
  return html`<${OutcomeBar} counts=${run.counts} />`;
}

/** A run that read nothing has no numbers to show, not zeros; one that read an empty feed has zeros. */
const isRead = ({ counts, status }) => counts.fetched > 0 || status === "succeeded";

/** What an unmodified feed still has is no news: its numbers are those of the import that read it. */
function Count({ name, value, old }) {
  const tone = value && !old ? `count-${name}` : "zero";
  return html`<td role="cell" class=${`num ${tone}`} title=${old ? "From the import that read it" : undefined} data-label=${HEADS[name]}>${number(value)}</td>`;
}
