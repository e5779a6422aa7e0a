import { html } from "../vendor/htm-preact.js";
import { codeOf } from "../lib/codes.js";
import { Icon } from "./icons.js";

/** Why something failed: what happened, what that means, and what to do. */
export function Explain({ code, message, children = null }) {
  const { title, means, todo } = codeOf(code);
  return html`<section class="explain" aria-labelledby="explain-title">
    <${Icon} name="failed" size=${20} />
    <div>
      <h2 id="explain-title">${title}</h2>
      <p class="explain-message">${message}</p>
      ${means && html`<p>${means}</p>`}
      ${todo && html`<p><b>What to do:</b> ${todo}</p>`}
      <p class="explain-foot"><span class="code">${code}</span>${children}</p>
    </div>
  </section>`;
}
