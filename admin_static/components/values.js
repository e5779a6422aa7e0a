import { html } from "../vendor/htm-preact.js";
import { exact, number } from "../lib/format.js";
import { preferences } from "../lib/preferences.js";
import { plain } from "../lib/words.js";

/** Fields as they were and as they became: `{field: {old, new}}`; of long texts `{diff, old_digest, new_digest}`. */
export function Values({ changes }) {
  const fields = Object.entries(changes ?? {});
  if (!fields.length) return null;
  return html`<dl class="values">
    ${fields.map(
      ([field, change]) => html`<div key=${field} data-field=${field}>
        <dt>${plain(field)}</dt>
        <dd>${"diff" in change || "new_digest" in change ? html`<${Diff} diff=${change.diff} />` : html`<${Pair} change=${change} />`}</dd>
      </div>`,
    )}
  </dl>`;
}

function Pair({ change }) {
  const { zone } = preferences.use();
  const [before, after] = [words(change.old, zone), words(change.new, zone)];
  return html`<del dir="auto"><span class="hidden">was </span>${before}</del>
    <span class="arrow" aria-hidden="true">→</span>
    <ins dir="auto"><span class="hidden">is </span>${after}</ins>`;
}

const WORD_DIFF = /(\[-[\s\S]*?-\]|\{\+[\s\S]*?\+\})/;

/** A text in which what went stands as [-…-] and what came as {+…+}. */
function Diff({ diff }) {
  if (!diff) return html`<span class="quiet">the text changed</span>`;
  return html`<p class="diff" dir="auto">${diff.split(WORD_DIFF).map((part, n) => html`<${Part} key=${n} part=${part} />`)}</p>`;
}

function Part({ part }) {
  if (/^\[-[\s\S]*-\]$/.test(part)) return html`<del class="diff-out">${part.slice(2, -2)}</del>`;
  if (/^\{\+[\s\S]*\+\}$/.test(part)) return html`<ins class="diff-in">${part.slice(2, -2)}</ins>`;
  return part;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function words(value, zone) {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return value.join(", ") || "nothing";
  if (typeof value === "object") return Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => `${name} ${one}`).join(", ");
  return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? exact(value, zone) : String(value);
}
