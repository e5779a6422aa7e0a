import { html } from "../vendor/htm-preact.js";
import { get } from "../lib/api.js";
import { useResource } from "../lib/resource.js";
import { href } from "../lib/router.js";
import { AuditList } from "./audit_list.js";
import { EventList } from "./event_list.js";

const LAST = 5;

/** The last events of a feed: what those who listen were told. */
export function FeedEvents({ id }) {
  const events = useResource(`events ${id}`, (signal) => get("/events", { feed: id, limit: LAST }, signal));
  return html`<${Log} id="events" title="Events" all=${href(["events"], { feed: id })} resource=${events} none="No events yet.">
    ${(items) => html`<${EventList} items=${items} namesFeed=${false} />`}
  <//>`;
}

/** The last changes by hand. */
export function FeedAudit({ id }) {
  const audit = useResource(`audit ${id}`, (signal) => get("/audit", { feed: id, limit: LAST }, signal));
  return html`<${Log} id="audit" title="Audit log" all=${href(["audit"], { feed: id })} resource=${audit} none="No changes yet.">
    ${(items) => html`<${AuditList} items=${items} />`}
  <//>`;
}

function Log({ id, title, all, resource: { data, error }, none, children }) {
  return html`<section class="card" aria-labelledby=${`${id}-title`}>
    <div class="card-head"><h2 id=${`${id}-title`}>${title}</h2><a href=${all}>Show all</a></div>
    ${data?.items.length ? children(data.items) : html`<p class="quiet">${error ? error.message : data ? none : " "}</p>`}
  </section>`;
}
