import { html, useState } from "../vendor/htm-preact.js";
import { announce } from "../lib/announce.js";
import { downloadCsv } from "../lib/api.js";
import { Icon } from "./icons.js";

const PARTIAL = "The file has only the newest part of the list; use filters to export the rest.";

/** The list under the current filter as a CSV file. The token goes in a header, so a plain link would not do. */
export function Export({ path, parameters, name }) {
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState(null);
  function say(text) {
    setNote(text);
    if (text) announce(text);
  }
  async function save() {
    setBusy(true);
    say(null);
    try {
      const { file, isWhole } = await downloadCsv(path, parameters);
      offer(file, `${name}.csv`);
      if (!isWhole) say(PARTIAL);
    } catch (error) {
      say(`The export failed: ${error.message}`);
    } finally {
      setBusy(false);
    }
  }
  return html`${note && html`<span class="export-note tone-warn">${note}</span>`}
    <button type="button" class="tool tool-text" disabled=${busy} title="Save the filtered list as CSV" onClick=${save}>
      <${Icon} name="save" size=${14} /> ${busy ? "Saving…" : "CSV"}
    </button>`;
}

function offer(blob, filename) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
