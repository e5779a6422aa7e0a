import { html } from "../vendor/htm-preact.js";
import { number, plural } from "../lib/format.js";
import { href } from "../lib/router.js";
import { useWords } from "../lib/words.js";
import { Status } from "./status.js";
import { Strip } from "./strip.js";
import { Ago } from "./time.js";

const NAMED = 8;

/** A feed's last runs: a strip of all, and the newest in words. */
export function FeedRuns({ feed }) {
  const runs = feed.recent;
  return html`<section class="card" aria-labelledby="recent-title">
    <div class="card-head">
      <h2 id="recent-title">Last ${plural(runs.length, "run")}</h2>
      <a href=${href(["imports"], { feed: feed.id })}>All imports of this feed</a>
      <a href=${href(["jobs"], { feed: feed.id, status: "open" })}>Its open jobs</a>
      <a href=${href(["failures"], { feed: feed.id })}>Its failures, by reason</a>
    </div>
    <${Strip} runs=${runs} />
    <ol class="recent">
      ${runs.slice(0, NAMED).map(
        (run) => html`<li key=${run.id}>
          <${Status} status=${run.status} />
          <a data-row href=${href(["imports", run.id])}><${Ago} at=${run.at} /></a>
          <${Found} run=${run} />
        </li>`,
      )}
    </ol>
  </section>`;
}

function Found({ run }) {
  const { say } = useWords();
  const { status, code, fetched } = run;
  if (code) return html`<span class="quiet">${say("runs", code).title}</span>`;
  if (status === "not_modified") return html`<span class="quiet">not modified</span>`;
  if (!fetched) return html`<span class="quiet">empty</span>`;
  const parts = ["new", "updated", "closed", "failed"].filter((name) => run[name]).map((name) => `${number(run[name])} ${name}`);
  return html`<span class="quiet">${[plural(fetched, "job"), ...parts].join(", ")}</span>`;
}
