import { html } from "../vendor/htm-preact.js";

const HOUR = 3_600_000;
/** Named periods reach back from now, so that a saved link keeps its meaning. */
export const PERIODS = {
  "1h": ["last hour", HOUR],
  "24h": ["last 24 hours", 24 * HOUR],
  "7d": ["last 7 days", 7 * 24 * HOUR],
  "14d": ["last 14 days", 14 * 24 * HOUR],
  "30d": ["last 30 days", 30 * 24 * HOUR],
};

export const periodFilter = {
  name: "period",
  label: "Period",
  options: [...Object.entries(PERIODS).map(([key, [words]]) => [key, words]), ["custom", "from … to …"]],
};

/** The same without a period of one's own. */
export const periodChoice = { ...periodFilter, options: Object.entries(PERIODS).map(([key, [words]]) => [key, words]) };

/**
 * The `from` and `to` of a query. Later pages carry `at`, the moment at which the first was asked for,
 * so that the period does not slide between two pages of the same list.
 */
export function bounds({ period, at, from, to }, now) {
  if (!period || period === "custom") return { from, to };
  if (!isNamed(period)) return { from: period }; // nobody's period: the API refuses it, and says so
  const until = Date.parse(at) || now;
  return { from: new Date(until - PERIODS[period][1]).toISOString() };
}

const isNamed = (period) => Object.hasOwn(PERIODS, period ?? "");

/** What the links to further pages must carry: `askedAt` is the moment for which `bounds` was asked. */
export const pin = (query, askedAt) => ({ at: isNamed(query.period) ? (query.at ?? askedAt) : "" });

/** Two fields for a period of one's own. `onChange(name, iso)`. */
export function CustomPeriod({ query, zone, onChange }) {
  const field = (name, label) => html`<label class="chip chip-on">
    <span class="chip-label">${label}</span>
    <input
      type="datetime-local"
      value=${toField(query[name], zone)}
      onChange=${(event) => onChange(name, fromField(event.currentTarget.value, zone))}
    />
  </label>`;
  return html`${field("from", `From (${zone === "utc" ? "UTC" : "local"})`)}${field("to", "To")}`;
}

function toField(iso, zone) {
  if (!iso || Number.isNaN(Date.parse(iso))) return "";
  const at = new Date(iso);
  const shift = zone === "utc" ? 0 : at.getTimezoneOffset() * 60_000;
  return new Date(at.getTime() - shift).toISOString().slice(0, 16);
}

function fromField(text, zone) {
  if (!text) return "";
  return new Date(zone === "utc" ? `${text}Z` : text).toISOString();
}
