import { session, signOut } from "./session.js";

const TIMEOUT_MS = 30_000;
const KINDS = { 400: "invalid", 401: "unauthorized", 403: "forbidden", 404: "not_found", 429: "rate_limited" };

/** What went wrong with a call. `kind`: offline, unauthorized, forbidden, not_found, invalid, rate_limited or server. */
export class ApiError extends Error {
  constructor(kind, message, requestId = null) {
    super(message);
    this.kind = kind;
    this.requestId = requestId;
  }
}

let base = null;
let tellAnswered = null;
/** Done with the first answer: what can wait, waits for it. */
export const answered = new Promise((resolve) => (tellAnswered = resolve));

/** Every call goes below this address, and the token nowhere else. */
export function configure(apiBase) {
  const url = new URL(apiBase, document.baseURI);
  base = url.href.replace(/\/+$/, "");
}

/** The answer as JSON. Parameters that are empty are left out. */
export async function get(path, parameters = {}, signal = null) {
  const answer = await (await request(path, parameters, "application/json", signal)).json();
  tellAnswered();
  return answer;
}

const MOST_PARTS = 20; // of some thousand rows each: what a spreadsheet still opens

/** A list as `{file, isWhole}`, a CSV file. The API gives it in parts; each begins with the same line of names. */
export async function downloadCsv(path, parameters) {
  const parts = [];
  let cursor = null;
  do {
    const answer = await request(path, { ...parameters, cursor }, "text/csv", null);
    const text = await answer.text();
    parts.push(parts.length ? text.slice(text.indexOf("\n") + 1) : text);
    cursor = answer.headers.get("X-Next-Cursor");
  } while (cursor && parts.length < MOST_PARTS);
  return { file: new Blob(parts, { type: "text/csv" }), isWhole: !cursor };
}

async function request(path, parameters, accept, signal) {
  const answer = await send(address(path, parameters), accept, signal);
  if (answer.ok) return answer;
  const error = await refusal(answer);
  if (error.kind === "unauthorized") signOut(true);
  throw error;
}

function address(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const query = new URLSearchParams(given).toString();
  return `${base}${path}${query ? `?${query}` : ""}`;
}

async function send(url, accept, signal) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(url, {
      headers: { Authorization: `Bearer ${session.get().token}`, Accept: accept },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      cache: "no-cache", // asks again, and an ETag makes the answer short
      credentials: "omit",
      redirect: "error", // a redirect could carry the token elsewhere
      referrerPolicy: "no-referrer",
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    const slow = error.name === "TimeoutError";
    throw new ApiError("offline", slow ? "The API took longer than 30 seconds." : "The API cannot be reached.");
  }
}

async function refusal(answer) {
  const kind = KINDS[answer.status] ?? "server";
  let said = {};
  try {
    said = (await answer.json()).error ?? {};
  } catch {
    // not from the API itself, or cut short: the status has to do
  }
  return new ApiError(kind, said.message ?? `The API answered ${answer.status}.`, said.request_id ?? null);
}
