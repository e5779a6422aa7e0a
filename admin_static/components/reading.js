import { bytes } from "../lib/format.js";

const READ = {
  whole: "the whole feed",
  part: "a part of the feed: jobs that are not listed stay open",
  window: "the newest of the feed: jobs that are not listed stay open",
};
const PUBLISHED = { full: "every job", changes: "what its manifest did not have" };

/** What a run found its feed to be, and how it read it. */
export const readingFacts = (run) => [
  ["Format", run.format],
  ["Encoding", run.encoding],
  ["Repaired", run.repaired ? "yes: the text was not quite in its encoding" : null],
  ["Keyed by", run.identity],
  ["Read", run.completeness && READ[run.completeness]],
  ["Why so", run.completeness_reason],
  ["Published", PUBLISHED[run.reading_mode]],
  ["Read in full because", run.full_reason],
  ["HTTP status", run.http.status],
  ["Content type", run.http.content_type],
  ["Size", run.http.bytes === null ? null : bytes(run.http.bytes)],
  ["Attempts", run.attempts],
];
