import { bytes } from "../lib/format.js";

const READ = {
  whole: "the whole feed",
  part: "part of the feed: unlisted jobs stay open",
  window: "the feed's newest jobs: unlisted jobs stay open",
};
const PUBLISHED = { full: "every job", changes: "jobs that differ from the previous import" };

/** What a run found its feed to be, and how it read it. */
export const readingFacts = (run) => [
  ["Format", run.format],
  ["Encoding", run.encoding],
  ["Repaired", run.repaired ? "yes: the text had encoding errors" : null],
  ["Identified by", run.identity],
  ["Read", run.completeness && READ[run.completeness]],
  ["Reason", run.completeness_reason],
  ["Published", PUBLISHED[run.reading_mode]],
  ["Why every job", run.full_reason],
  ["HTTP status", run.http.status],
  ["Content type", run.http.content_type],
  ["Size", run.http.bytes === null ? null : bytes(run.http.bytes)],
  ["Attempts", run.attempts],
];
