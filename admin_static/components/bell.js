import { html } from "../vendor/htm-preact.js";
import { fresh, useNews } from "../lib/news.js";
import { Icon } from "./icons.js";

/** The way to the events, and how many of the last ones this browser has not shown yet. */
export function Bell() {
  const news = useNews();
  const count = fresh(news).length;
  const words = count ? `Events, ${count} of them new` : "Events";
  return html`<a class="tool bell" href="#/events" title=${words} aria-label=${words}>
    <${Icon} name="bell" />${count > 0 && html`<span class="badge" aria-hidden="true">${count}</span>`}
  </a>`;
}
