/** The states of a run, in the order of its life: the word that the page uses, and the tone of its colour. */
export const STATUSES = {
  queued: { word: "Queued", tone: "live", live: true },
  fetching: { word: "Fetching", tone: "live", live: true },
  processing: { word: "Processing", tone: "live", live: true },
  succeeded: { word: "Succeeded", tone: "good" },
  partial: { word: "Partial", tone: "warn" },
  failed: { word: "Failed", tone: "bad" },
  not_modified: { word: "Not modified", tone: "quiet" },
};

export const TRIGGERS = { schedule: "Schedule", manual: "Manual", replay: "Replay" };

export const statusOf = (status) => STATUSES[status] ?? { word: status ?? "Never ran", tone: "quiet" };
export const isLive = (run) => statusOf(run.status).live === true;
