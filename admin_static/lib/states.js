/** How the states of a feed look. Which one a feed is in, and what it means, is the API's to say. */
const LOOKS = {
  broken: { icon: "failed", tone: "bad" },
  new_failure: { icon: "failed", tone: "bad" },
  losing_jobs: { icon: "partial", tone: "warn" },
  shrinking: { icon: "falling", tone: "warn" },
  decaying: { icon: "partial", tone: "warn" },
  quiet: { icon: "silent", tone: "warn" },
  overdue: { icon: "queued", tone: "warn" },
  waiting: { icon: "queued", tone: "quiet" },
  healthy: { icon: "succeeded", tone: "good" },
  disabled: { icon: "paused", tone: "quiet" },
};

export const STATES = Object.keys(LOOKS);
export const looksOf = (state) => LOOKS[state] ?? { icon: "partial", tone: "warn" };
/** Whether somebody has to do something about a feed in this state. */
export const needsSomebody = (state) => ["bad", "warn"].includes(looksOf(state).tone);
