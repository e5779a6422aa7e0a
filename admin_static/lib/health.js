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
  if (last === "partial") return { icon: "partial", tone: "warn", word: "Losing jobs" };
  return { icon: "succeeded", tone: "good", word: "Healthy" };
}

/** The feeds whose last run failed, the longest trouble first. */
export function failing(feeds) {
  return feeds
    .filter((feed) => feed.enabled && feed.health.failures_in_a_row > 0)
    .sort((a, b) => b.health.failures_in_a_row - a.health.failures_in_a_row || (a.id < b.id ? -1 : 1));
}
