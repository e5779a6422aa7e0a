import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { codeOf } from "../lib/codes.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { Export } from "../components/export.js";
import { Failure } from "../components/failure_groups.js";
import { Fixed } from "../components/filters.js";
import { Pager } from "../components/pager.js";
import { Await, Notice } from "../components/states.js";

const LIMIT = 20;

/** Every failure of a run, or those of one reason, a page at a time. */
export function FailureList({ run, query }) {
  const path = ["imports", run.id];
  const filters = { code: query.code, signature: query.signature };
  const asked = { ...filters, limit: LIMIT, cursor: query.cursor };
  const list = useResource(`failures ${run.id} ${JSON.stringify(query)}`, (signal) => get(`/imports/${run.id}/failures`, asked, signal));
  const drop = (name) => navigate(href(path, { ...query, [name]: "", cursor: "", failures: "all" }));
  return html`<div class="failure-list">
    <div class="filters" role="group" aria-label="Filters of the failures">
      ${query.code && html`<${Fixed} label="Reason" value=${codeOf(query.code).title} onRemove=${() => drop("code")} />`}
      ${query.signature && html`<${Fixed} label="Message" value=${query.signature} onRemove=${() => drop("signature")} />`}
      <span class="spacer"></span>
      <${Export} path=${`/imports/${run.id}/failures`} parameters=${filters} name=${`failures-${run.id}`} />
    </div>
    <${Await} resource=${list} what="failures" rows=${4}>
      ${({ items, next_cursor: next }) =>
        items.length
          ? html`<ul class="failures">${items.map((failure, n) => html`<li key=${`${failure.index} ${n}`}><${Failure} failure=${failure} /></li>`)}</ul>
              <${Pager} path=${path} query=${query} next=${next} />`
          : html`<${Notice} icon="inbox" title="No failure is like that"><p>Take a filter away to see the others.</p><//>`}
    <//>
  </div>`;
}
