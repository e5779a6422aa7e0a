import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { feedFilter } from "../lib/feeds.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { AuditList } from "../components/audit_list.js";
import { Filters } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { Pager } from "../components/pager.js";
import { bounds, periodChoice, pin } from "../components/period.js";
import { Await, Notice } from "../components/states.js";

const LIMIT = 50;

/** Who did what, and when: everything that was changed by hand. */
export function Audit({ query }) {
  const { feed, who, action, cursor } = query;
  async function load(signal) {
    const now = Date.now();
    const page = await get("/audit", { feed, who, action, ...bounds(query, now), cursor, limit: LIMIT }, signal);
    return { ...page, askedAt: new Date(now).toISOString() };
  }
  const audit = useResource(`audit ${JSON.stringify(query)}`, load);
  const met = (name) => async () => [...new Set((audit.data?.items ?? []).map((entry) => entry[name]))];
  const words = [["who", "Who"], ["action", "Action"]].map(([name, label]) => ({ name, label, suggest: met(name) }));
  const change = (name, value) => navigate(href(["audit"], name === null ? {} : { ...query, [name]: value, cursor: "", at: "" }));
  return html`
    <div class="page-head"><h1>Audit log</h1><span class="spacer"></span><${Freshness} resource=${audit} /></div>
    <${Filters} filters=${[feedFilter, ...words, periodChoice]} query=${query} onChange=${change} />
    <${Await} resource=${audit} what="the changes">
      ${({ items, next_cursor: next, askedAt }) =>
        items.length
          ? html`<section class="card"><${AuditList} items=${items} /></section>
              <${Pager} path=${["audit"]} query=${query} next=${next} pin=${pin(query, askedAt)} />`
          : html`<${Notice} icon="key" title="No changes yet"><p>Changes that operators make through the API appear here: feeds, imports, removals.</p><//>`}
    <//>
  `;
}
