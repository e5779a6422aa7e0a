import { useCallback, useEffect, useRef, useState } from "../vendor/htm-preact.js";
import { preferences } from "./preferences.js";

/** Asks every resource on the page to load anew, at once. */
export const refreshAll = () => dispatchEvent(new Event("refresh"));

const EMPTY = { key: null, data: null, error: null, at: null, tried: null, loading: true };

/**
 * What the API says under `key`, loaded by `load(signal)`, kept fresh while the page is seen.
 *
 * Answers `{data, error, at, loading, reload}`; `at` is when the data came. A failed refresh keeps it and sets `error`.
 * `fast(data)` may name seconds to poll more often than the reader chose, who can still switch polling off.
 * With `keep` the data of the key before stay until those of the new one are there: a list that is searched as one types.
 */
export function useResource(key, load, { fast = () => null, keep = false } = {}) {
  const [state, setState] = useState(EMPTY);
  const current = useRef({ load, abort: null });
  current.current.load = load;
  const reload = useCallback(() => run(current.current, key, keep, setState), [key]);

  useEffect(() => {
    reload();
    return () => current.current.abort?.abort();
  }, [reload]);
  useEffect(() => {
    addEventListener("refresh", reload);
    return () => removeEventListener("refresh", reload);
  }, [reload]);
  usePolling(reload, state.tried, state.data && fast(state.data));
  const shown = state.key === key || (keep && state.data) ? state : EMPTY;
  return { ...shown, reload };
}

async function run(holder, key, keep, setState) {
  holder.abort?.abort();
  const abort = (holder.abort = new AbortController());
  setState((old) => (old.key === key || keep ? { ...old, loading: true } : { ...EMPTY, key }));
  try {
    const data = await holder.load(abort.signal);
    if (!abort.signal.aborted) setState({ key, data, error: null, at: Date.now(), tried: Date.now(), loading: false });
  } catch (error) {
    if (abort.signal.aborted) return;
    const failed = { key, error, tried: Date.now(), loading: false };
    setState((old) => (old.key === key ? { ...old, ...failed } : { ...EMPTY, ...failed }));
  }
}

/** Calls `reload` when its time has come since `at`; a hidden page waits, and catches up when it is seen again. */
function usePolling(reload, at, fast) {
  const chosen = preferences.use().refresh;
  const seconds = chosen && fast ? Math.min(fast, chosen) : chosen;
  useEffect(() => {
    if (!seconds || !at) return undefined;
    let timer = null;
    function plan() {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(reload, Math.max(0, at + seconds * 1_000 - Date.now()));
    }
    plan();
    document.addEventListener("visibilitychange", plan);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", plan);
    };
  }, [reload, at, seconds]);
}
