const ROUND = [1, 2, 2.5, 5, 10];

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
