import { useState } from "../vendor/htm-preact.js";

/** Walks along `count` things by mouse and arrow keys; the last one is where it begins. */
export function useWalk(count) {
  const [chosen, choose] = useState(null);
  const at = chosen ?? count - 1;
  function onKeyDown(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    choose(Math.min(count - 1, Math.max(0, at + by)));
  }
  return { chosen, at, choose, keys: { tabindex: 0, onKeyDown, onMouseLeave: () => choose(null) } };
}
