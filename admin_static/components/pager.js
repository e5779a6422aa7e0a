import { html } from "../vendor/htm-preact.js";
import { href, navigate, route } from "../lib/router.js";

const WORDS = { first: "Newest", back: "← Newer", on: "Older →" };

/**
 * Older and newer pages of a keyset-paged list. A cursor leads on, never back, so the way back (the cursors of the
 * pages before) stays with the entry of the browser's history.
 */
export function Pager({ path, query, next, pin = {}, words = WORDS }) {
  const { state } = route.use();
  const trail = state?.trail ?? null;
  if (!query.cursor && !next) return null;
  const older = next && href(path, { ...query, ...pin, cursor: next });
  const newest = href(path, { ...query, at: "", cursor: "" });
  const previous = trail?.length > 1 ? href(path, { ...query, cursor: trail.at(-2) }) : newest;
  return html`<nav class="pager" aria-label="Pages">
    ${query.cursor &&
    html`<a class="button" href=${newest}>${words.first}</a>
      ${trail && html`<a class="button" href=${previous} onClick=${go(previous, trail.slice(0, -1))}>${words.back}</a>`}`}
    <span class="spacer"></span>
    ${older
      ? html`<a class="button" rel="next" href=${older} onClick=${go(older, [...(trail ?? (query.cursor ? [query.cursor] : [])), next])}>${words.on}</a>`
      : html`<span class="quiet">End of the list</span>`}
  </nav>`;
}

function go(link, trail) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // another tab: the browser's business
    event.preventDefault();
    navigate(link, { state: { trail } });
    scrollTo({ top: 0 });
  };
}
