import { html, useEffect, useRef, useState } from "../vendor/htm-preact.js";
import { Icon } from "./icons.js";

/**
 * Filters as chips: each is a choice, and once it is made, a button to take it away.
 *
 * `filters` are `{name, label, options: [[value, words]] or [[group, options]], none}`, or without options a word to be
 * written; `onChange(name, value)`.
 */
export function Filters({ filters, query, onChange, first = null, children = null }) {
  const active = filters.filter(({ name }) => query[name]);
  return html`<div class="filters" role="group" aria-label="Filters">
    ${first}
    ${filters.map((filter) => html`<${filter.options ? Chip : WordChip} key=${filter.name} filter=${filter} value=${query[filter.name] ?? ""} onChange=${onChange} />`)}
    ${children}
    ${active.length > 1 && html`<button type="button" class="link" onClick=${() => onChange(null)}>Clear all</button>`}
  </div>`;
}

function Chip({ filter, value, onChange }) {
  const { name, label, options, none = "any" } = filter;
  const flat = options.flatMap(([key, words]) => (Array.isArray(words) ? words : [[key, words]]));
  const words = flat.find(([key]) => key === value)?.[1] ?? value;
  return html`<span class=${`chip ${value ? "chip-on" : ""}`} data-filter=${name}>
    <label>
      <span class="chip-label">${label}</span>
      <select value=${value} onChange=${(event) => onChange(name, event.currentTarget.value)}>
        <option value="">${none}</option>
        ${value && words === value && !flat.some(([key]) => key === value) && html`<option value=${value}>${value}</option>`}
        ${options.map(([key, inner]) => html`<${Option} key=${key} value=${key} words=${inner} chosen=${value} />`)}
      </select>
    </label>
    ${value && html`<${Remove} what=${`${label}: ${words}`} onRemove=${() => onChange(name, "")} />`}
  </span>`;
}

/** What has too many values for a choice is written; `suggest(text)` answers with the values to offer. */
function WordChip({ filter: { name, label, suggest = null }, value, onChange }) {
  const [offers, offer] = useOffers(suggest);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const take = (word) => word.trim() !== value && onChange(name, word.trim());
  function typed({ currentTarget: { value: word } }) {
    setText(word);
    if (offers.includes(word)) take(word); // picked from the list, or written to its end
    else offer(word);
  }
  return html`<span class=${`chip ${value ? "chip-on" : ""}`} data-filter=${name}>
    <label>
      <span class="chip-label">${label}</span>
      <input
        class="chip-word"
        value=${text}
        placeholder="any"
        dir="auto"
        autocomplete="off"
        spellcheck="false"
        list=${suggest ? `${name}-offers` : undefined}
        onFocus=${() => offer(text)}
        onInput=${typed}
        onChange=${() => take(text)}
        onKeyDown=${(event) => event.key === "Enter" && take(text)}
      />
    </label>
    ${suggest && html`<datalist id=${`${name}-offers`}>${offers.map((one) => html`<option key=${one} value=${one}></option>`)}</datalist>`}
    ${value && html`<${Remove} what=${`${label}: ${value}`} onRemove=${() => onChange(name, "")} />`}
  </span>`;
}

/** The values to offer for what was written last: an answer that comes late is about something else. */
function useOffers(suggest) {
  const [offers, setOffers] = useState([]);
  const asked = useRef(null);
  async function offer(text) {
    if (!suggest) return;
    asked.current = text;
    const found = await suggest(text).catch(() => []);
    if (asked.current === text) setOffers(found);
  }
  return [offers, offer];
}

function Option({ value, words, chosen }) {
  if (!Array.isArray(words)) return html`<option value=${value} selected=${value === chosen}>${words}</option>`;
  return html`<optgroup label=${value}>
    ${words.map(([key, text]) => html`<option key=${key} value=${key} selected=${key === chosen}>${text}</option>`)}
  </optgroup>`;
}

/** A chip for what was chosen elsewhere: it can only be taken away. */
export function Fixed({ label, value, onRemove }) {
  return html`<span class="chip chip-on">
    <span class="chip-label">${label}</span><span class="chip-value">${value}</span>
    <${Remove} what=${`${label}: ${value}`} onRemove=${onRemove} />
  </span>`;
}

function Remove({ what, onRemove }) {
  function remove(event) {
    const chip = event.currentTarget.closest(".chip");
    const next = chip.querySelector("select, input") ?? chip.parentElement.querySelector("select, input");
    onRemove();
    next?.focus(); // the button is gone after this, and the focus must not be
  }
  return html`<button type="button" class="chip-remove" aria-label=${`Remove filter ${what}`} onClick=${remove}>
    <${Icon} name="cross" size=${12} />
  </button>`;
}
