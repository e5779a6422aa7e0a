import { html, useState } from "../vendor/htm-preact.js";
import { announce } from "../lib/announce.js";
import { download } from "../lib/api.js";
import { Icon } from "./icons.js";

/** The list under the current filter as a CSV file. The token goes in a header, so a plain link would not do. */
export function Export({ path, parameters, name }) {
  const [busy, setBusy] = useState(false);
  async function save() {
    setBusy(true);
    try {
      offer(await download(path, parameters, "text/csv"), `${name}.csv`);
    } catch (error) {
      announce(`The export failed: ${error.message}`);
    } finally {
      setBusy(false);
    }
  }
  return html`<button type="button" class="tool tool-text" disabled=${busy} title="Save the list under these filters as CSV" onClick=${save}>
    <${Icon} name="save" size=${14} /> CSV
  </button>`;
}

function offer(blob, filename) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}
