"""Counts over a period."""

from job_importer.api.routing import Since, Until, new_router, request_of
from job_importer.api.stats import Stats, read_stats

router = new_router()


@router.get("/stats", summary="Imports of a period by status, code, day and feed", tags=["stats"])
def get_stats(since: Since = None, until: Until = None) -> Stats:
    """Covers the last seven days by default; otherwise the days (UTC) of the period, at most its last 400 (see
    `from`).
    """
    request = request_of(router)
    return read_stats(request.db, since, until, request.now)
