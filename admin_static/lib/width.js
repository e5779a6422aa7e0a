import { useEffect, useState } from "../vendor/htm-preact.js";

/** The width of an element in CSS pixels, followed as it changes. */
export function useWidth(ref, usual) {
  const [width, setWidth] = useState(usual);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(200, Math.floor(entry.contentRect.width))));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return width;
}
