"""A long list in slices of time, newest first: a day, then eight, then sixty-four, and so on.

A page is then found by looking at a slice of the history, also on a server that sorts what a filter finds instead of
walking an index in order, and for a filter that matches little.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ulid import ULID

from job_importer.api.queries import EPOCH, ListQuery, id_at

FIRST_SLICE = timedelta(days=1)
GROWTH = 8
SLICES = 4  # and one more for all that is older


def slices(query: ListQuery, now: datetime) -> Iterator[ListQuery]:
    """`query` as several, whose answers in turn are its answer. `query` must be sorted by run id, newest first."""
    name, _ = query.sort[0]
    bounds = query.filter.get(name, {})
    upper, width = _moment(bounds.get("$lt"), now), FIRST_SLICE
    for _ in range(SLICES):
        upper = max(upper - width, EPOCH)
        lower = id_at(upper)
        if lower <= bounds.get("$gte", ""):
            break
        yield ListQuery(query.collection, query.filter | {name: bounds | {"$gte": lower}}, query.sort)
        bounds, width = bounds | {"$lt": lower}, width * GROWTH
    yield ListQuery(query.collection, query.filter | ({name: bounds} if bounds else {}), query.sort)


def _moment(run_id: str | None, now: datetime) -> datetime:
    return ULID.from_str(run_id[:26]).datetime if run_id else now
