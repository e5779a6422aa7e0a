/** Numbers, times and sizes for reading. Times come in as ISO 8601 text, or null. */

const LOCALE = navigator.language.startsWith("en") ? navigator.language : "en-GB"; // the page speaks English
const NUMBER = new Intl.NumberFormat(LOCALE);
const COMPACT = new Intl.NumberFormat(LOCALE, { notation: "compact", maximumFractionDigits: 1 });
const PERCENT = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });
const RELATIVE = new Intl.RelativeTimeFormat(LOCALE, { style: "short", numeric: "always" });
const NONE = "–";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
  ["second", SECOND],
];

export const number = (value) => (value === null || value === undefined ? NONE : NUMBER.format(value));
export const compact = (value) => COMPACT.format(value);
/** 97 % of a thousand must not read as 100 %: only all is all. */
export const percent = (part, whole) => (whole ? PERCENT.format(Math.floor((1_000 * part) / whole) / 1_000) : NONE);
export const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

/** "3 min. ago", "in 2 hr."; a few seconds are "just now". */
export function relative(iso, now) {
  const distance = Date.parse(iso) - now;
  if (Math.abs(distance) < 10 * SECOND) return "just now";
  const [unit, size] = UNITS.find(([, each]) => Math.abs(distance) >= each) ?? UNITS.at(-1);
  return RELATIVE.format(Math.trunc(distance / size), unit);
}

/** "23 Nov 2026, 21:26:10 UTC". `zone` is "local" or "utc". */
export function exact(iso, zone) {
  return formatter(zone, { dateStyle: "medium", timeStyle: "long", hourCycle: "h23" }).format(new Date(iso));
}

/** "21:26:10", for times of the same hour that stand side by side. */
export function clock(iso, zone) {
  return formatter(zone, { timeStyle: "medium", hourCycle: "h23" }).format(new Date(iso));
}

/** The reader's time zone by name, or UTC. */
export const zoneName = (zone) => (zone === "utc" ? "UTC" : formatter(zone, {}).resolvedOptions().timeZone);

/** "23 Nov" of a UTC day such as `2026-11-23`. */
export function day(text) {
  return formatter("utc", { day: "numeric", month: "short" }).format(new Date(`${text.slice(0, 10)}T00:00:00Z`));
}

/** The UTC day after one such as `2026-11-23`. */
export const nextDay = (text) => new Date(Date.parse(text) + DAY).toISOString().slice(0, 10);

const formatters = new Map();
function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formatters.has(key)) {
    const timeZone = zone === "utc" ? "UTC" : undefined;
    formatters.set(key, new Intl.DateTimeFormat(LOCALE, { ...options, timeZone }));
  }
  return formatters.get(key);
}

/** "340 ms", "12.4 s", "3 min 05 s", "2 h 10 min", "3 d 4 h". */
export function duration(ms) {
  if (ms === null || ms === undefined) return NONE;
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 59_950) return `${(ms / SECOND).toFixed(1)} s`;
  const seconds = Math.round(ms / SECOND);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return `${Math.floor(minutes / 1_440)} d ${Math.floor((minutes % 1_440) / 60)} h`;
}

const two = (value) => String(value).padStart(2, "0");

/** An interval as people say it: "every 15 min", "every hour", "every day". */
export function every(seconds) {
  for (const [unit, size] of [["day", 86_400], ["hour", 3_600], ["minute", 60]]) {
    if (seconds % size === 0) return seconds === size ? `every ${unit}` : `every ${seconds / size} ${unit}s`;
  }
  return `every ${number(seconds)} seconds`;
}

export function bytes(value) {
  if (value === null || value === undefined) return NONE;
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(units.length - 1, value ? Math.floor(Math.log10(value) / 3) : 0);
  const style = { style: "unit", unit: units[step], maximumFractionDigits: step ? 1 : 0 };
  return new Intl.NumberFormat(LOCALE, style).format(value / 1_000 ** step);
}

/** A feed's URL without what every URL has. */
export const shortUrl = (url) => url.replace(/^https?:\/\/(www\.)?/, "");
/** A link that may be followed, or null: a feed can say `javascript:` where it should say https. */
export const webUrl = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);
/** A share from 0 to 1, of which only all is 100 %. */
export const share = (value) => (value === null || value === undefined ? NONE : percent(value, 1));
