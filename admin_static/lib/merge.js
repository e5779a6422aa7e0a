/**
 * Bring rows on the screen up to date without moving one: `rows` are `shown` with what is newer about each,
 * `fresh` counts those of `latest` that are newer than all of them. Both lists are newest first, by id.
 */
export function merge(shown, latest) {
  if (shown.length === 0) return { rows: latest, fresh: 0 };
  const byId = new Map(latest.map((row) => [row.id, row]));
  return {
    rows: shown.map((row) => byId.get(row.id) ?? row),
    fresh: latest.filter((row) => row.id > shown[0].id).length,
  };
}
