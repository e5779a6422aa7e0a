const DAY = 86_400_000;
export const SUMS = ["runs", "failed_runs", "fetched", "new", "updated", "unchanged", "closed"];

/** The UTC days (`2026-11-23`) that a period touches, the first to the last. */
export function daysBetween(from, to) {
  const last = Date.parse(to) - 1; // a period that ends at midnight does not touch the day that begins there
  const days = [];
  for (let at = Math.floor(Date.parse(from) / DAY) * DAY; at <= last; at += DAY) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** One row for each day: the sums over all feeds, zeros where nothing ran. */
export function byDay(rows, days) {
  const sums = new Map(days.map((day) => [day, { day, ...Object.fromEntries(SUMS.map((name) => [name, 0])) }]));
  for (const row of rows) {
    const sum = sums.get(row.day.slice(0, 10));
    if (sum) for (const name of SUMS) sum[name] += row[name] ?? 0;
  }
  return [...sums.values()];
}

/** For each feed its rows in the order of `days` (null where it did not run), the most failures first. */
export function byFeed(rows, days) {
  const feeds = new Map();
  for (const row of rows) {
    const place = days.indexOf(row.day.slice(0, 10));
    if (place < 0) continue;
    if (!feeds.has(row.feed_id)) feeds.set(row.feed_id, { feed: row.feed_id, cells: days.map(() => null), runs: 0, failed: 0 });
    const feed = feeds.get(row.feed_id);
    feed.cells[place] = row;
    feed.runs += row.runs;
    feed.failed += row.failed_runs;
  }
  return [...feeds.values()].sort((a, b) => b.failed - a.failed || (a.feed < b.feed ? -1 : 1));
}
