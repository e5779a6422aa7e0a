"""Counts over a period."""

from job_importer.api.routing import Since, Until, new_router, request_of
from job_importer.api.stats import Stats, read_stats

router = new_router()


@router.get("/stats", summary="Imports of a period by status, by code, and by feed and day", tags=["stats"])
def get_stats(since: Since = None, until: Until = None) -> Stats:
    """The last seven days, or the period asked for: at most its last 31 days, see `from` in the answer."""
    request = request_of(router)
    return read_stats(request.db, since, until, request.now)
