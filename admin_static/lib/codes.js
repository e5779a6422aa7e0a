/** The failure codes in words: a title, what it means, and what to do about it. The API decides which one applies. */

export const FEED_CODES = {
  feed_timeout: {
    title: "The source is too slow",
    means: "The feed's server did not answer, or stopped sending, within the time allowed.",
    todo: "Usually passes by itself. If it lasts, open the feed's URL in a browser; a slow source may need a longer interval.",
  },
  feed_unreachable: {
    title: "The source cannot be reached",
    means: "Its name does not resolve, it refuses connections, or its certificate is not valid.",
    todo: "Check the host in the feed's URL. If a browser cannot open it either, ask the source.",
  },
  feed_http_error: {
    title: "The source answers with an error",
    means: "The server was reached, and answered with an HTTP error instead of the feed.",
    todo: "404 and 410: the feed has moved, so correct its URL. 401 and 403: it wants credentials in a header. 5xx: wait.",
  },
  feed_rate_limited: {
    title: "The source asks for patience",
    means: "It answered 429 or 503: we ask too often. The next run waits for as long as it said.",
    todo: "Nothing at once. If it returns, give the feed a longer interval.",
  },
  feed_too_large: {
    title: "The feed is too large",
    means: "Unpacked, the body is larger than the cap; or it takes longer to read than the importer may run.",
    todo: "If the size is real, raise the feed's max_bytes; else ask the source for a narrower feed.",
  },
  feed_forbidden_address: {
    title: "The address is not allowed",
    means: "The URL, or a redirect from it, leads to a private or reserved address, which is never fetched.",
    todo: "Correct the URL. If the source redirects there, tell them: it may have been tampered with.",
  },
  feed_empty: {
    title: "The source sent nothing",
    means: "It answered well, with an empty body. Stored jobs were left as they are.",
    todo: "Usually passes by itself. If it lasts, open the feed's URL in a browser, and ask the source.",
  },
  json_malformed: {
    title: "The JSON is broken",
    means: "The document is cut off or not well formed; the message has line and column. Nothing of it was stored.",
    todo: "Send the source the line and column. If it was cut off, the next run may be whole again.",
  },
  csv_malformed: {
    title: "The CSV is broken",
    means: "The document is cut off or cannot be parted into rows; the message has the line. Nothing of it was stored.",
    todo: "Send the source the line. If it was cut off, the next run may be whole again.",
  },
  xml_malformed: {
    title: "The XML is broken",
    means: "The document is cut off or not well formed; the message has line and column. Nothing of it was stored.",
    todo: "Send the source the line and column. If it was cut off, the next run may be whole again.",
  },
  xml_forbidden: {
    title: "The XML declares what is forbidden",
    means: "It declares entities, or nests deeper than the caps: the marks of an attack on a parser.",
    todo: "Ask the source to publish plain XML. The feed is not read until then.",
  },
  not_a_job_feed: {
    title: "This is not a job feed",
    means: "The URL answers with something else: a web page, a login page, or a feed of articles.",
    todo: "Open the URL and look; find the feed's new address, or its login.",
  },
  no_jobs_found: {
    title: "The feed is empty",
    means: "It is a valid feed without a single job. Stored jobs were left as they are.",
    todo: "If it may be empty at times, set allow_empty on the feed; else ask the source.",
  },
  no_valid_jobs: {
    title: "Not one job is usable",
    means: "The feed has items, but none has the id, title and URL that a job needs.",
    todo: "Look at the failures below: the source has probably renamed its fields.",
  },
  feed_collapsed: {
    title: "The feed has collapsed",
    means: "It holds far fewer jobs than it usually does, or far emptier ones. Nothing was closed on that evidence.",
    todo: "Compare with the source's own site. If the drop is real, start an import that accepts it.",
  },
  feed_garbled: {
    title: "The feed is garbled",
    means: "Known jobs would get worse texts: escapes, markup or broken characters where there were none. Nothing of it was stored.",
    todo: "Compare the example with the source's own site, and tell the source. If it is right, start an import that accepts it.",
  },
  internal_error: {
    title: "The fault is ours",
    means: "The importer stopped on something that it did not expect.",
    todo: "Look for the run's id in the logs, and report it with that id. A replay of the run may work.",
  },
};

export const JOB_CODES = {
  validation_error: {
    title: "A required value is missing or wrong",
    means: "The job breaks a rule, named below with its field, so it was not stored. Its neighbours were.",
    todo: "If one field fails throughout, tell the source; a missing company can be given by the feed's settings.",
  },
  job_too_large: {
    title: "The job is too large",
    means: "One item alone is larger than a queue message may be.",
    todo: "Mostly an image in the description. Ask the source to link it instead.",
  },
  database_error: {
    title: "The database refused the job",
    means: "Writing this job failed in a way that trying again does not mend.",
    todo: "Look for the run's id in the logs; a replay of the run tries all of it again.",
  },
  delivery_exhausted: {
    title: "Given up after several tries",
    means: "The jobs' message failed each time it was delivered, and lies in the dead-letter queue. Nothing is lost.",
    todo: "When the cause is gone (mostly: the database was away), run jobctl redrive.",
  },
  unexpected_error: {
    title: "The fault is ours",
    means: "Storing this job stopped on something that nobody expected.",
    todo: "Report the failure with the run's id; it is in the logs.",
  },
};

export const CODES = { ...FEED_CODES, ...JOB_CODES };

export const codeOf = (code) => CODES[code] ?? { title: code, means: "", todo: "" };
