import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { feedFilter } from "../lib/feeds.js";
import { markSeen } from "../lib/news.js";
import { useResource } from "../lib/resource.js";
import { href, navigate } from "../lib/router.js";
import { EventList } from "../components/event_list.js";
import { Filters } from "../components/filters.js";
import { Freshness } from "../components/freshness.js";
import { Pager } from "../components/pager.js";
import { Await, Notice } from "../components/states.js";

const LIMIT = 50;

/** What those who listen were told, newest first; what this browser has not shown before is marked. */
export function Events({ query }) {
  const { feed, cursor } = query;
  const events = useResource(`events ${feed} ${cursor}`, (signal) => get("/events", { feed, cursor, limit: LIMIT }, signal));
  const [seen, setSeen] = useState(null);
  useEffect(() => {
    if (events.data && !feed && !cursor) setSeen((before) => before ?? markSeen(events.data.items));
  }, [events.data]);
  const change = (name, value) => navigate(href(["events"], name === null ? {} : { ...query, [name]: value, cursor: "" }));
  return html`
    <div class="page-head"><h1>Events</h1><span class="spacer"></span><${Freshness} resource=${events} /></div>
    <${Filters} filters=${[feedFilter]} query=${query} onChange=${change} />
    <${Await} resource=${events} what="events">
      ${({ items, next_cursor: next }) =>
        items.length
          ? html`<section class="card"><${EventList} items=${items} seen=${seen} /></section><${Pager} path=${["events"]} query=${query} next=${next} />`
          : html`<${Notice} icon="bell" title="No events yet"><p>Events appear here when a feed's state changes or an import ends.</p><//>`}
    <//>
  `;
}
