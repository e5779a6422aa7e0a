/** The parts into which the items of a run fall: fetched is their sum. */
export const PARTS = ["new", "updated", "unchanged", "duplicate", "failed", "pending"];

const SMALLEST = 0.018; // of the bar: one failed job among ten thousand is still to be seen

/** What the parts add up to. */
export const total = (counts) => PARTS.reduce((sum, part) => sum + counts[part], 0);

/** The parts of a bar of length 1: `{part, count, start, size}`, none too small to see. */
export function segments(counts) {
  const present = PARTS.filter((part) => counts[part] > 0);
  const raw = present.map((part) => Math.max(SMALLEST, counts[part] / total(counts)));
  const scale = raw.reduce((sum, size) => sum + size, 0);
  let start = 0;
  return present.map((part, n) => {
    const size = raw[n] / scale;
    start += size;
    return { part, count: counts[part], start: start - size, size };
  });
}
