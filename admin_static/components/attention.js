import { html } from "../vendor/htm-preact.js";
import { plural } from "../lib/format.js";
import { useResource } from "../lib/resource.js";
import { get } from "../lib/api.js";
import { needsSomebody } from "../lib/states.js";
import { Icon } from "./icons.js";
import { Sums } from "./needs.js";

/** How the feeds stand, in one line that is always there: nothing moves when it changes. */
export function Attention() {
  const { data, error } = useResource("overview", (signal) => get("/overview", {}, signal));
  if (!data) return html`<div class="attention quiet">${error ? "The states of the feeds are unavailable." : " "}</div>`;
  if (!data.feeds) return html`<div class="attention quiet">There are no feeds yet.</div>`;
  if (Object.keys(data.states).some((state) => needsSomebody(state) && data.states[state])) {
    return html`<div class="attention attention-bad"><${Sums} overview=${data} /><span class="spacer"></span><a href="#/">Needs attention</a></div>`;
  }
  return html`<div class="attention tone-good"><${Icon} name="succeeded" /> <span>No feed needs attention. ${plural(data.feeds, "feed")} in total.</span></div>`;
}
