import { html } from "../vendor/htm-preact.js";
import { Icon } from "./icons.js";

/** A field to search by; `live` ones answer at each letter, others at Enter. */
export function Search({ label, value, onSearch, live = false }) {
  function submit(event) {
    event.preventDefault();
    onSearch(new FormData(event.currentTarget).get("q").trim());
  }
  return html`<form class="search" role="search" onSubmit=${submit}>
    <${Icon} name="search" size=${14} />
    <input
      name="q"
      type="search"
      data-search
      value=${value}
      placeholder=${label}
      aria-label=${label}
      autocomplete="off"
      spellcheck="false"
      onInput=${live ? (event) => onSearch(event.currentTarget.value) : undefined}
    />
  </form>`;
}
