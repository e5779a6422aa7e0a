import { html } from "../vendor/htm-preact.js";
import { feedLink } from "../lib/feeds.js";
import { plural } from "../lib/format.js";
import { href } from "../lib/router.js";
import { useWords } from "../lib/words.js";
import { Failure } from "./failure.js";
import { Ago } from "./time.js";

const NAMED = 4;
const STANDING = { new: "new", back: "back again", ongoing: null };

/**
 * Failures by reason: how many, since when, whose, an example, and the way to all of them; once a reason is chosen,
 * that one. `path` and `query` are those of the view around them, and stay as they are but for the reason.
 */
export function FailureGroups({ groups, path, query }) {
  const asked = ["code", "signature"].filter((name) => query[name]);
  const shown = groups.filter((group) => asked.every((name) => group[name] === query[name]));
  return html`<ul class="groups">
    ${shown.map((group) => html`<${Group} key=${`${group.code} ${group.signature}`} group=${group} path=${path} query=${query} />`)}
  </ul>`;
}

function Group({ group, path, query }) {
  const { say } = useWords();
  const isRun = group.level === "run";
  const { title, advice } = say(isRun ? "runs" : "jobs", group.code);
  return html`<li class="group" data-level=${group.level ?? "job"}>
    <div class="group-head">
      <span class="group-count">${isRun ? plural(group.runs, "import") : plural(group.jobs ?? group.count, "job")}</span>
      <div>
        <h3 dir="auto">${group.signature}</h3>
        <p class="quiet"><span class="code">${group.code}</span> ${title}. <${Ago} at=${group.first_at} />${group.last_at !== group.first_at && html` to <${Ago} at=${group.last_at} />`}.
          ${STANDING[group.state] && html` <span class="tag tag-news">${STANDING[group.state]}</span>`}</p>
        <${Hit} feeds=${group.feeds} />
      </div>
      <${Way} group=${group} isRun=${isRun} path=${path} query=${query} />
    </div>
    ${advice && html`<p class="todo"><b>What to do:</b> ${advice}</p>`}
    ${typeof group.example === "string" ? html`<${Example} group=${group} />` : html`<${Failure} failure=${group.example} />`}
  </li>`;
}

function Way({ group, isRun, path, query }) {
  const { code, signature } = group;
  if (isRun) return html`<a class="button small" href=${href(["imports"], { code, feed: query.feed })}>Show these</a>`;
  const chosen = query.signature === signature;
  const link = href(path, { ...query, code: chosen ? "" : code, signature: chosen ? "" : signature, cursor: "" });
  return html`<a class="button small" href=${link} aria-current=${chosen ? "true" : undefined}>${chosen ? "Show all reasons" : "Show these"}</a>`;
}

function Hit({ feeds }) {
  if (!feeds?.length) return null;
  return html`<p class="quiet">In ${feeds.slice(0, NAMED).map((id, n) => html`${n > 0 && ", "}<a key=${id} href=${feedLink(id)}>${id}</a>`)}${feeds.length > NAMED && ` and ${plural(feeds.length - NAMED, "more feed")}`}.</p>`;
}

function Example({ group }) {
  return html`<div class="failure">
    ${group.message !== group.signature && html`<p dir="auto">${group.message}</p>`}
    <p class="quiet"><a href=${href(["imports", group.example])}>Show an example</a></p>
  </div>`;
}
