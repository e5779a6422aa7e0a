import { html } from "../vendor/htm-preact.js";
import { codeOf } from "../lib/codes.js";
import { plural } from "../lib/format.js";
import { failing } from "../lib/health.js";
import { Icon } from "./icons.js";
import { Ago } from "./time.js";

const NAMED = 2;

/** What is wrong, since when and why, in one line that is always there: nothing moves when it changes. */
export function Attention({ feeds }) {
  if (!feeds.data) return html`<div class="attention quiet">${feeds.error ? "The feeds' health is not known." : "\u00a0"}</div>`;
  const { items } = feeds.data;
  const bad = failing(items);
  if (!items.length) return html`<div class="attention quiet">There are no feeds yet.</div>`;
  if (!bad.length) {
    return html`<div class="attention tone-good"><${Icon} name="succeeded" /> <span>No feed is failing. ${plural(items.length, "feed")} in all.</span></div>`;
  }
  return html`<div class="attention attention-bad">
    <a class="attention-sum tone-bad" href="#/feeds"><${Icon} name="failed" /> ${bad.length} of ${plural(items.length, "feed")} failing</a>
    ${bad.slice(0, NAMED).map(
      (feed) => html`<a class="attention-feed" key=${feed.id} href=${`#/feeds/${encodeURIComponent(feed.id)}`}>
        <b>${feed.id}</b> ${codeOf(feed.health.last_failure?.code ?? "").title || "failed"}, last good <${Ago} at=${feed.health.last_success_at} />
      </a>`,
    )}
    ${bad.length > NAMED && html`<a class="attention-more" href="#/overview">and ${bad.length - NAMED} more</a>`}
  </div>`;
}
