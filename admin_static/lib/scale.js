const ROUND = [1, 2, 2.5, 5, 10];
const INSET = 3; // half a line's width, and the dot at its end
const OUTLIER = 4; // so many times what comes next to it, and a column is cut rather than that it flattens all others

/** The round step (a whole number) that makes about `wanted` steps of `reach`. */
export function roundStep(reach, wanted) {
  const rough = reach / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  return Math.max(1, Math.ceil(ROUND.map((each) => each * power).find((each) => each >= rough)));
}

/** The marks of an axis from `low` (0 or below) to `high`, 0 among them. */
export function marks(low, high, wanted = 6) {
  const step = roundStep(high - low, wanted);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, n) => (first + n) * step);
}

/** How high an axis must reach for `values`: to the highest, or a little above the next where that towers over all. */
export function reach(values) {
  const [first = 0, next = 0] = [...values].sort((a, b) => b - a);
  return next > 0 && first > OUTLIER * next ? next * 1.25 : first;
}

/** Values as points of a picture, the lowest at its foot and the highest at its top. */
export function spread(values, width, height, low = Math.min(...values), high = Math.max(...values)) {
  const x = (n) => INSET + (n / Math.max(1, values.length - 1)) * (width - 2 * INSET);
  const y = (value) => height - INSET - (high > low ? (value - low) / (high - low) : 0.5) * (height - 2 * INSET);
  return values.map((value, n) => (value === null ? null : [round(x(n)), round(y(value))]));
}

/** The path through points; a gap where one is null. */
export function line(points) {
  return points.map((point, n) => point && `${n && points[n - 1] ? "L" : "M"}${point[0]} ${point[1]}`).filter(Boolean).join("");
}

const round = (value) => Math.round(value * 10) / 10;
