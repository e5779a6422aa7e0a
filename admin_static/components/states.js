import { html } from "../vendor/htm-preact.js";
import { signOut } from "../lib/session.js";
import { Icon } from "./icons.js";

/** A whole place with nothing to list in it: what is so, and what to do. */
export function Notice({ icon, title, children, actions = null, alarm = false }) {
  return html`<div class="notice" role=${alarm ? "alert" : undefined}>
    <${Icon} name=${icon} size=${28} />
    <h2>${title}</h2>
    <div class="notice-text">${children}</div>
    ${actions && html`<div class="notice-actions">${actions}</div>`}
  </div>`;
}

export function Loading({ rows = 8, what }) {
  return html`<div class="skeleton" role="status" aria-label="Loading ${what}">
    ${Array.from({ length: rows }, (_, n) => html`<div class="skeleton-row" key=${n}></div>`)}
  </div>`;
}

const WORDS = {
  offline: ["cloud", "The API cannot be reached", "Check your connection. The page retries automatically; you can also try now:"],
  forbidden: ["lock", "This token has no access", "The token is valid, but its role does not allow this. Sign in with another one."],
  not_found: ["search", "Not found", "It may have been removed, or the address is wrong."],
  invalid: ["partial", "The API does not understand this address", "A filter or a cursor in it is no longer valid."],
  rate_limited: ["queued", "Too many requests", "Wait a moment, then try again."],
  server: ["failed", "Something went wrong on the server", "Search the logs for the request id."],
};

/** A call that failed with nothing to show in its place. */
export function Failed({ error, retry, back = null }) {
  const [icon, title, advice] = WORDS[error.kind] ?? WORDS.server;
  const actions = html`
    ${retry && html`<button type="button" class="button" onClick=${retry}><${Icon} name="refresh" /> Try again</button>`}
    ${error.kind === "forbidden" &&
    html`<button type="button" class="button" onClick=${() => signOut()}>Use another token</button>`}
    ${back && html`<a class="button" href=${back.href}>${back.label}</a>`}
  `;
  return html`<${Notice} icon=${icon} title=${title} actions=${actions} alarm>
    <p>${advice}</p>
    <p class="quiet">${error.message}${error.requestId && html` Request <code>${error.requestId}</code>.`}</p>
  <//>`;
}

/** What a resource shows until it has data: skeleton, then the data's view, or why not. */
export function Await({ resource, what, rows, back, children }) {
  if (resource.data) return children(resource.data);
  if (resource.error) return html`<${Failed} error=${resource.error} retry=${resource.reload} back=${back} />`;
  return html`<${Loading} what=${what} rows=${rows} />`;
}
