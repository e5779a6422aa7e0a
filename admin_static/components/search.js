import { html, useEffect, useRef, useState } from "../vendor/htm-preact.js";
import { Icon } from "./icons.js";

const WAIT_MS = 250;

/**
 * A field that searches as one types: a moment after the last letter and with as many as `fewest`, or at Enter.
 * `value` is what is searched for.
 */
export function Search({ label, value, onSearch, fewest = 1 }) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  function ask(wanted) {
    if (wanted === asked.current) return;
    asked.current = wanted;
    onSearch(wanted);
  }
  useEffect(() => {
    if (value === asked.current) return; // what the reader types on while it is looked for stays
    asked.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const word = text.trim();
    if (word && word.length < fewest) return undefined;
    const timer = setTimeout(() => ask(word), WAIT_MS);
    return () => clearTimeout(timer);
  }, [text]);
  function submit(event) {
    event.preventDefault();
    ask(text.trim());
  }
  return html`<form class="search" role="search" onSubmit=${submit}>
    <${Icon} name="search" size=${14} />
    <input
      type="search"
      data-search
      value=${text}
      placeholder=${label}
      aria-label=${label}
      autocomplete="off"
      spellcheck="false"
      dir="auto"
      onInput=${(event) => setText(event.currentTarget.value)}
    />
  </form>`;
}
