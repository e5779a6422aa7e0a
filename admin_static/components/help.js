import { html, useEffect, useRef } from "../vendor/htm-preact.js";
import { KEYS, help } from "../lib/keyboard.js";
import { Icon } from "./icons.js";

/** The keyboard shortcuts, in the browser's modal dialog, which handles focus and Esc. */
export function Help() {
  const open = help.use();
  const dialog = useRef(null);
  useEffect(() => {
    if (open && !dialog.current.open) dialog.current.showModal();
    if (!open && dialog.current.open) dialog.current.close();
  }, [open]);
  return html`<dialog class="help" ref=${dialog} aria-labelledby="help-title" onClose=${() => help.set(false)}>
    <div class="help-head">
      <h2 id="help-title">Keyboard</h2>
      <button type="button" class="tool" aria-label="Close" onClick=${() => help.set(false)}><${Icon} name="cross" /></button>
    </div>
    <dl class="keys">
      ${KEYS.map(([key, does]) => html`<div key=${key}><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}
    </dl>
  </dialog>`;
}
