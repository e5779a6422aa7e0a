import { html } from "../vendor/htm-preact.js";
import { segments } from "../lib/books.js";
import { number } from "../lib/format.js";

/** The items of a run as one bar, each part in its colour. */
export function OutcomeBar({ counts, height = 8 }) {
  const parts = segments(counts);
  const words = parts.map(({ part, count }) => `${number(count)} ${part}`).join(", ") || "nothing";
  return html`<svg class="bar" viewBox="0 0 1 1" preserveAspectRatio="none" height=${height} role="img" aria-label=${words}>
    <title>${words}</title>
    <rect class="bar-ground" width="1" height="1" />
    ${parts.map(
      ({ part, start, size }) => html`<rect key=${part} class="part-${part}" x=${start} width=${size} height="1" />`,
    )}
  </svg>`;
}
