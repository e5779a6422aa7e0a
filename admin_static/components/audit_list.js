import { html } from "../vendor/htm-preact.js";
import { href } from "../lib/router.js";
import { Values } from "./values.js";
import { Ago } from "./time.js";

/** Who did what, newest first, with the settings as they were and as they are since. */
export function AuditList({ items }) {
  return html`<ol class="audits">
    ${items.map(
      (entry) => html`<li class="audit" key=${entry.id} data-audit=${entry.id}>
        <p class="facts-line">
          <b>${entry.who}</b><span class="quiet">${entry.role}</span><span>${entry.action}</span>
          <${Target} target=${entry.target} /><span class="quiet"><${Ago} at=${entry.at} /></span>
        </p>
        <${Values} changes=${entry.changes} />
      </li>`,
    )}
  </ol>`;
}

const SECTIONS = ["feeds", "imports", "jobs"];

function Target({ target }) {
  const [section, ...id] = (target ?? "").split("/");
  if (!SECTIONS.includes(section) || !id.length) return html`<code>${target}</code>`;
  return html`<a data-row href=${href([section, id.join("/")])}>${id.join("/")}</a>`;
}
