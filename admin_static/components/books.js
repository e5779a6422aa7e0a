import { html } from "../vendor/htm-preact.js";
import { PARTS, total } from "../lib/books.js";
import { number, plural } from "../lib/format.js";
import { OutcomeBar } from "./bar.js";
import { Icon } from "./icons.js";

const MEANS = {
  new: "Stored for the first time",
  updated: "Stored before, but the content differs",
  unchanged: "Stored before, and unchanged",
  duplicate: "Listed more than once in this feed",
  failed: "Not stored; see the reasons below",
  pending: "On their way to the database",
};

/** fetched = new + updated + unchanged + duplicate + failed + pending, added up before the reader's eyes. */
export function Books({ counts }) {
  return html`<section class="card" aria-labelledby="books-title">
    <div class="card-head">
      <h2 id="books-title">Books</h2>
      <${Balance} counts=${counts} />
    </div>
    <${OutcomeBar} counts=${counts} height=${14} />
    <dl class="books">
      <div class="book book-fetched" title="Items in the feed"><dt>fetched</dt><dd>${number(counts.fetched)}</dd></div>
      ${PARTS.map(
        (part, n) => html`<div class=${`book ${counts[part] ? "" : "zero"}`} key=${part} data-sign=${n ? "+" : "="} title=${MEANS[part]}>
          <dt><i class=${`swatch part-${part}`}></i>${part}</dt>
          <dd>${number(counts[part])}</dd>
        </div>`,
      )}
    </dl>
    <${Beside} counts=${counts} />
  </section>`;
}

function Beside({ counts: { inactive, restamped, reread, closed, reopened, rekeyed } }) {
  const facts = [
    inactive > 0 && `${plural(inactive, "more item")} marked as inactive by the feed`,
    restamped > 0 && `${number(restamped)} of the unchanged only have new dates`,
    reread > 0 && `${number(reread)} of the unchanged are read differently since the importer was updated`,
    closed > 0 && `${number(closed)} closed, because the feed no longer lists them as open`,
    reopened > 0 && `${number(reopened)} reopened`,
    rekeyed > 0 && `${number(rekeyed)} came under a different id and stayed the same jobs`,
  ].filter(Boolean);
  return facts.length > 0 && html`<p class="quiet beside">Not part of the books: ${facts.join("; ")}.</p>`;
}

function Balance({ counts }) {
  const off = counts.fetched - total(counts);
  if (off === 0) return html`<span class="status tone-good" data-balance="0"><${Icon} name="check" /> <span>The books balance</span></span>`;
  return html`<span class="status tone-bad" data-balance=${off}><${Icon} name="failed" /> <span>The books are off by ${number(Math.abs(off))}</span></span>`;
}
