import { html } from "../vendor/htm-preact.js";
import { codeOf } from "../lib/codes.js";
import { plural, webUrl } from "../lib/format.js";
import { href } from "../lib/router.js";
import { Icon } from "./icons.js";
import { Ago } from "./time.js";

/**
 * Failures by reason: how many, since when, an example, and the way to all of them; once a reason is chosen, that one.
 * `path` and `query` are those of the view around them, and stay as they are but for the reason.
 */
export function FailureGroups({ groups, path, query }) {
  const asked = ["code", "signature"].filter((name) => query[name]);
  const shown = groups.filter((group) => asked.every((name) => group[name] === query[name]));
  return html`<ul class="groups">
    ${shown.map((group) => html`<${Group} key=${`${group.code} ${group.signature}`} group=${group} path=${path} query=${query} />`)}
  </ul>`;
}

function Group({ group, path, query }) {
  const { title, todo } = codeOf(group.code);
  const chosen = query.signature === group.signature;
  const reason = chosen ? { code: "", signature: "" } : { code: group.code, signature: group.signature };
  const link = href(path, { ...query, ...reason, cursor: "" });
  return html`<li class="group">
    <div class="group-head">
      <span class="group-count">${plural(group.count, "job")}</span>
      <div>
        <h3>${group.signature}</h3>
        <p class="quiet"><span class="code">${group.code}</span> ${title}. <${Ago} at=${group.first_at} />${group.last_at !== group.first_at && html` to <${Ago} at=${group.last_at} />`}.</p>
      </div>
      <a class="button small" href=${link} aria-current=${chosen ? "true" : undefined}>${chosen ? "Show every reason" : "Show these"}</a>
    </div>
    ${todo && html`<p class="todo"><b>What to do:</b> ${todo}</p>`}
    ${group.example && html`<${Failure} failure=${group.example} />`}
  </li>`;
}

/** One failed job, or all of a message that could not be delivered: what it was, which rule it broke, and what the feed said, as plain text. */
export function Failure({ failure, showsRun = false }) {
  const url = webUrl(failure.url);
  const isChunk = failure.index === null;
  return html`<div class="failure">
    <p class="failure-title">
      ${failure.title ?? html`<span class="quiet">${isChunk ? `${plural(failure.jobs, "job")} of one message` : "Without a title"}</span>`}
      ${url && html` <a class="outside" href=${url} target="_blank" rel="noopener noreferrer" aria-label="Open the job at its source"><${Icon} name="out" size=${13} /></a>`}
    </p>
    <p>${failure.message}</p>
    <p class="quiet facts-line">
      ${failure.external_id && html`<span>id <code>${failure.external_id}</code></span>`}
      ${failure.field && html`<span>field <code>${failure.field}</code></span>`}
      ${failure.rule && html`<span>rule <code>${failure.rule}</code></span>`}
      ${failure.run_id && showsRun && html`<a href=${href(["imports", failure.run_id])}>${failure.feed_id}, <${Ago} at=${failure.at} /></a>`}
      ${!isChunk && html`<span>item ${failure.index + 1} of the feed</span>`}
    </p>
    ${failure.excerpt &&
    html`<details>
      <summary>What the feed said</summary>
      <pre tabindex="0">${failure.excerpt}</pre>
    </details>`}
  </div>`;
}
