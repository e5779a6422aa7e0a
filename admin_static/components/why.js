import { html } from "../vendor/htm-preact.js";
import { Icon } from "./icons.js";

/** What is wrong, and what to do about it: `tone` is bad or warn. `children` stand at its foot. */
export function Why({ icon, tone, title, message, meaning = null, advice = null, command = null, children = null }) {
  return html`<section class="why why-${tone}" aria-labelledby="why-title">
    <${Icon} name=${icon} size=${20} />
    <div>
      <h2 id="why-title">${title}</h2>
      <p class="why-message" dir="auto">${message}</p>
      ${meaning && html`<p>${meaning}</p>`}
      ${advice && html`<p><b>What to do:</b> ${advice}</p>`}
      ${command}
      <p class="why-foot">${children}</p>
    </div>
  </section>`;
}
