import { html, useEffect, useReducer } from "../vendor/htm-preact.js";
import { announce } from "../lib/announce.js";
import { get } from "../lib/api.js";
import { feedFilter } from "../lib/feeds.js";
import { plural } from "../lib/format.js";
import { merge } from "../lib/merge.js";
import { preferences } from "../lib/preferences.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { STATUSES, TRIGGERS, isLive } from "../lib/statuses.js";
import { useWords } from "../lib/words.js";
import { Attention } from "../components/attention.js";
import { Export } from "../components/export.js";
import { Filters } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { ImportTable } from "../components/import_table.js";
import { Pager } from "../components/pager.js";
import { CustomPeriod, bounds, periodFilter, pin } from "../components/period.js";
import { Failed, Loading, Notice } from "../components/states.js";

const LIMIT = 50;
const FOLLOWED = 5; // calls that one refresh may cost beside the list
const FILTERS = ["feed", "status", "code", "trigger"];

/** The history: every import, newest first. Rows on the screen stay where they are; what is newer waits to be asked. */
export function Imports({ query }) {
  const { list, shown, catchUp } = useShown(query);

  return html`
    <div class="page-head">
      <h1>Imports</h1>
      <${Fresh} count=${shown?.fresh ?? 0} onPress=${catchUp} />
      <span class="spacer"></span>
      <${Freshness} resource=${list} />
      <${Export} path="/imports" parameters=${filtered(query, Date.now())} name="imports" />
    </div>
    <${Attention} />
    <${ImportFilters} query=${query} />
    ${shown
      ? html`<${Rows} shown=${shown} query=${query} />`
      : list.error && !list.data
        ? html`<${Failed} error=${list.error} retry=${list.reload} />`
        : html`<${Loading} what="imports" rows=${12} />`}
  `;
}

function filtered(query, now) {
  return { ...Object.fromEntries(FILTERS.map((name) => [name, query[name]])), ...bounds(query, now) };
}

async function ask(query, signal) {
  const now = Date.now();
  const page = await get("/imports", { ...filtered(query, now), limit: LIMIT, cursor: query.cursor }, signal);
  return { ...page, askedAt: new Date(now).toISOString() };
}

function ImportFilters({ query }) {
  const { options } = useWords();
  const { zone } = preferences.use();
  const filters = [
    { name: "status", label: "Status", options: Object.entries(STATUSES).map(([key, { word }]) => [key, word]) },
    feedFilter,
    { name: "code", label: "Reason", options: options("runs") },
    { name: "trigger", label: "Trigger", options: Object.entries(TRIGGERS) },
    periodFilter,
  ];
  function change(name, value) {
    const kept = name === null ? {} : { ...query, [name]: value };
    if (name === "period" && value !== "custom") Object.assign(kept, { from: "", to: "" });
    navigate(href(["imports"], { ...kept, cursor: "", at: "" }));
  }
  const custom = query.period === "custom" && html`<${CustomPeriod} query=${query} zone=${zone} onChange=${change} />`;
  return html`<${Filters} filters=${filters} query=${query} onChange=${change}>${custom}<//>`;
}

function Fresh({ count, onPress }) {
  if (!count) return null;
  return html`<button type="button" class="fresh" onClick=${onPress}>+${count} new</button>`;
}

function Rows({ shown, query }) {
  if (!shown.rows.length) return html`<${Nothing} query=${query} />`;
  return html`<${ImportTable} runs=${shown.rows} />
    <${Pager} path=${["imports"]} query=${query} next=${shown.next} pin=${pin(query, shown.askedAt)} />`;
}

function Nothing({ query }) {
  if (Object.values(query).some(Boolean)) {
    const all = html`<a class="button" href="#/imports">Show all imports</a>`;
    return html`<${Notice} icon="search" title="No imports match" actions=${all}>
      <p>Remove a filter or choose a longer period.</p>
    <//>`;
  }
  return html`<${Notice} icon="inbox" title="No imports yet">
    <p>Imports appear here when feeds are due. <code>jobctl feeds add URL</code> adds a feed, and <code>jobctl import FEED</code> starts an import now.</p>
  <//>`;
}

/** The rows that the reader sees: `{key, rows, fresh, next, latest, askedAt}`, brought up to date in place. */
function useShown(query) {
  const key = JSON.stringify(query);
  const [shown, dispatch] = useReducer(reduce, null);
  const rows = shown?.key === key ? shown.rows : [];
  const list = useResource(key, async (signal) => follow(await ask(query, signal), rows, signal));
  useEffect(() => {
    if (list.data) dispatch({ key, list: list.data, paged: Boolean(query.cursor) });
  }, [list.data]);
  useEffect(() => {
    if (shown?.fresh) announce(plural(shown.fresh, "new import"));
  }, [shown?.fresh]);
  return { list, shown: shown?.key === key ? shown : null, catchUp: () => dispatch({ catchUp: true }) };
}

/** A run that has left the filter since (it is no longer `processing`) must not stand there as if it had not. */
async function follow(list, rows, signal) {
  const there = new Set(list.items.map(({ id }) => id));
  const left = rows.filter((run) => isLive(run) && !there.has(run.id)).slice(0, FOLLOWED);
  const ended = await Promise.all(left.map(({ id }) => get(`/imports/${id}`, {}, signal)));
  return { ...list, ended };
}

function reduce(shown, { key, list, paged, catchUp }) {
  if (catchUp) return show(shown.key, shown.latest);
  if (shown?.key !== key) return show(key, list);
  const { rows, fresh } = merge(shown.rows, [...list.items, ...list.ended]);
  return { ...shown, rows, fresh: paged ? 0 : fresh, latest: list };
}

function show(key, list) {
  return { key, rows: list.items, fresh: 0, next: list.next_cursor, askedAt: list.askedAt, latest: list };
}
