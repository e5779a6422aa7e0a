import { html, useEffect, useState } from "../vendor/htm-preact.js";
import { announce } from "../lib/announce.js";
import { Icon } from "./icons.js";

const SHOWN_MS = 1_500;

/** A button that puts `text` on the clipboard and says so. `what` names it for those who do not see. */
export function Copy({ text, what, label = null }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    const timer = done && setTimeout(() => setDone(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done]);
  async function copy(event) {
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return announce("The browser did not allow copying; select the text instead"); // no https, or no permission
    }
    setDone(true);
    return announce(`Copied ${what}`);
  }
  return html`<button type="button" class="copy" title="Copy ${what}" aria-label="Copy ${what}" onClick=${copy}>
    <${Icon} name=${done ? "check" : "copy"} size=${14} />${label && html`<span>${done ? "Copied" : label}</span>`}
  </button>`;
}

/** An id in full, ready to be copied. */
export function Id({ value, what }) {
  return html`<span class="id"><code>${value}</code><${Copy} text=${value} what=${what} /></span>`;
}
