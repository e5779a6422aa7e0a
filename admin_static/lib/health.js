/** How a feed stands, as the page says it. */

const OVERDUE_MS = 5 * 60_000; // the scheduler itself comes every minute or so

/** `{icon, tone, word}` of a feed. */
export function healthOf(feed, now) {
  const { last_status: last, failures_in_a_row: failures } = feed.health;
  if (!feed.enabled) return { icon: "paused", tone: "quiet", word: "Switched off" };
  if (failures > 0) return { icon: "failed", tone: "bad", word: "Failing" };
  if (feed.running) return { icon: "processing", tone: "live", word: "Running" };
  if (!last) return { icon: "queued", tone: "quiet", word: "Never ran" };
  if (feed.next_due_at && Date.parse(feed.next_due_at) < now - OVERDUE_MS) return { icon: "partial", tone: "warn", word: "Overdue" };
  if (losesJobs(feed)) return { icon: "partial", tone: "warn", word: "Losing jobs" };
  return { icon: "succeeded", tone: "good", word: "Healthy" };
}

/** By the books of its last good run: those of an unmodified feed still have the jobs that could not be stored. */
const losesJobs = ({ recent_runs: runs }) => runs.find(({ fetched, status }) => fetched !== null && status !== "failed")?.failed > 0;

/** What the feed is read as: as it is set, or as its last document was recognised; null where nothing was read. */
export const formatOf = ({ format, recent_runs: runs }) => format ?? runs.find((run) => run.format)?.format ?? null;

const URGENCY = { bad: 0, warn: 1 };

/** The feeds in trouble first: failing, then what loses jobs or is late, then all others by name. */
export function worstFirst(feeds, now) {
  const rank = (feed) => URGENCY[healthOf(feed, now).tone] ?? 2;
  const failed = failing(feeds);
  const rest = feeds.filter((feed) => !failed.includes(feed));
  return [...failed, ...rest.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))];
}

/** The feeds whose last run failed, the longest trouble first. */
export function failing(feeds) {
  return feeds
    .filter((feed) => feed.enabled && feed.health.failures_in_a_row > 0)
    .sort((a, b) => b.health.failures_in_a_row - a.health.failures_in_a_row || (a.id < b.id ? -1 : 1));
}
