"""Counts over a period."""

from job_importer.api.routing import Since, Until, new_router, request_of
from job_importer.api.stats import Stats, read_stats

router = new_router()


@router.get("/stats", summary="Imports of a period by status, by code, and by feed and day", tags=["stats"])
def get_stats(since: Since = None, until: Until = None) -> Stats:
    """The last seven days, or any period: of the last 31 days by its runs, of the time before by whole days, which are
    rolled up as runs end.
    """
    request = request_of(router)
    return read_stats(request.db, since, until, request.now)
