import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { useWords } from "../lib/words.js";
import { Export } from "./export.js";
import { Failure } from "./failure.js";
import { Fixed } from "./filters.js";
import { Pager } from "./pager.js";
import { pin } from "./period.js";
import { Await, Notice } from "./states.js";

const LIMIT = 20;

/** Failed jobs one by one, a page at a time: those of `api` under the filters `asked(now)`. `path` is the view's own. */
export function FailureList({ path, query, api, asked, showsRun = false }) {
  const { say } = useWords();
  async function load(signal) {
    const now = Date.now();
    const page = await get(api, { ...asked(now), limit: LIMIT, cursor: query.cursor }, signal);
    return { ...page, askedAt: new Date(now).toISOString() };
  }
  const list = useResource(`${api} ${JSON.stringify(query)}`, load);
  const drop = (names) => navigate(href(path, { ...query, ...names, cursor: "", at: "" }));
  return html`<div class="failure-list">
    <div class="filters" role="group" aria-label="Filters by reason">
      <h3>One by one</h3>
      ${query.code && html`<${Fixed} label="Reason" value=${say("jobs", query.code).title} onRemove=${() => drop({ code: "", signature: "" })} />`}
      ${query.signature && html`<${Fixed} label="Message" value=${query.signature} onRemove=${() => drop({ signature: "" })} />`}
      <span class="spacer"></span>
      <${Export} path=${api} parameters=${asked(Date.now())} name="failures" />
    </div>
    <${Await} resource=${list} what="failures" rows=${4}>
      ${({ items, next_cursor: next, askedAt }) =>
        items.length
          ? html`<ul class="failures">${items.map((failure) => html`<li key=${failure.id}><${Failure} failure=${failure} showsRun=${showsRun} /></li>`)}</ul>
              <${Pager} path=${path} query=${query} next=${next} pin=${pin(query, askedAt)} />`
          : html`<${Notice} icon="inbox" title="No failures match"><p>Remove a filter to see others.</p><//>`}
    <//>
  </div>`;
}
