import { useEffect, useState } from "../vendor/htm-preact.js";

/** A value that components follow: `get`, `set`, and `use` as a hook. */
export function createStore(initial) {
  const listeners = new Set();
  let value = initial;
  const get = () => value;
  function set(next) {
    value = next;
    for (const listener of [...listeners]) listener(value);
  }
  function subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  function use() {
    const [seen, see] = useState(value);
    useEffect(() => {
      see(value); // it may have changed between the rendering and this
      return subscribe(see);
    }, []);
    return seen;
  }
  return { get, set, subscribe, use };
}
