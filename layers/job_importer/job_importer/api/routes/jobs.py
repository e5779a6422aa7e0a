"""The jobs that are stored, and their history."""

from collections.abc import Sequence
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query

from job_importer.api.confirmations import confirmations
from job_importer.api.errors import bad_request, not_found
from job_importer.api.filters import DateOfJob, JobFilter, Period
from job_importer.api.job_queries import jobs_queries
from job_importer.api.lists import ListOf
from job_importer.api.routing import (
    RUN_ID,
    Cursor,
    FeedParam,
    Limit,
    Moment,
    Request,
    RunParam,
    SourceParam,
    new_router,
    request_of,
)
from job_importer.api.searching import search_filter, terms_of
from job_importer.api.views.job import JobView, job_view
from job_importer.api.views.page import Page
from job_importer.codes import CloseReason
from job_importer.jobs.key import job_key
from job_importer.mongo import Db
from job_importer.runs.store import get_run
from job_importer.types import Document

router = new_router()

StatusParam = Annotated[Literal["open", "closed"] | None, Query()]
JobsSince = Annotated[Moment | None, Query(alias="from", description="At or after this: ISO 8601, or a date")]
JobsUntil = Annotated[Moment | None, Query(alias="to", description="Before this: ISO 8601, or a date")]
ABOUT_ID = "The complete id that the source gives the job; also give `source` if no feed has that source any more"
ExternalId = Annotated[str | None, Query(min_length=1, max_length=1_000, description=ABOUT_ID)]
ClosedRun = Annotated[str | None, Query(pattern=RUN_ID, description="Id of the import that closed it")]


def _views(request: Request, jobs: Sequence[Document]) -> list[JobView]:
    """With the feeds that list these jobs."""
    feed_ids = sorted({feed_id for job in jobs for feed_id in job["seen"]})
    confirmed = confirmations(request.db, feed_ids) if feed_ids else {}
    return [job_view(job, confirmed) for job in jobs]


JOBS = ListOf(jobs_queries, _views)


@router.get("/jobs", summary="Jobs, newest first", tags=["jobs"])
def list_jobs(
    feed: FeedParam = None,
    source: SourceParam = None,
    status: StatusParam = None,
    run: RunParam = None,
    external_id: ExternalId = None,
    q: Annotated[str | None, Query(max_length=200, description="Words in its title, company or place")] = None,
    company: Annotated[str | None, Query(max_length=200, description="Words in its company")] = None,
    place: Annotated[str | None, Query(max_length=200, description="Words in its place")] = None,
    since: JobsSince = None,
    until: JobsUntil = None,
    date: Annotated[DateOfJob, Query(description="The date that `from` and `to` refer to")] = "first_seen",
    closed_run: ClosedRun = None,
    closed_reason: Annotated[CloseReason | None, Query(description="Why it was closed")] = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Page[JobView]:
    """With `run`: the jobs that this import added, then those that it changed. All words must occur, in any
    order, ignoring case and accents; the last one may be the beginning of a word, from three letters on.
    """
    request = request_of(router)
    if run and (since or until):
        raise bad_request("`run` selects one import; use either `run` or `from` and `to`.")
    wanted = JobFilter(
        feed,
        source,
        status,
        run,
        external_id,
        keys=_keys(request.db, external_id, source) if external_id else None,
        words=(q, company, place),
        search=search_filter(request.db, terms_of(q, company, place)),
        period=Period(since, until),
        date=date,
        closed_run=closed_run,
        closed_reason=closed_reason,
    )
    if not _can_match(request, wanted):
        return Page(items=[], next_cursor=None)
    return JOBS.page(request, wanted, limit, cursor)


def _keys(db: Db, external_id: str, source: str | None) -> tuple[str, ...]:
    """The keys of a job with that id in the source, or else in every source of a feed: this needs no index."""
    sources = [source] if source else db.feeds.distinct("source")
    return tuple(_own_keys(db, [job_key(name, external_id) for name in sources]).values())


def _own_keys(db: Db, keys: list[str]) -> dict[str, str]:
    from job_importer.jobs.store import own_keys  # loads all that stores jobs, which most calls do not need

    return own_keys(db, keys)


def _can_match(request: Request, wanted: JobFilter) -> bool:
    """A run's jobs all belong to its feed and source: in combination with others there are none."""
    if wanted.run is None:
        return True
    run = get_run(request.db, wanted.run)
    return run is not None and wanted.feed in (None, run["feed_id"]) and wanted.source in (None, run["source"])


@router.get("/jobs/<id>", summary="One job, with its latest changes", tags=["jobs"])
def get_job(id: str) -> JobView:
    """A job is also found by the ids that belong to its source's earlier ids for it."""
    request = request_of(router)
    job = request.db.jobs.find_one({"_id": _own_keys(request.db, [id])[id]})
    if job is None:
        raise not_found(f"There is no job {id[:60]!r}.")
    [view] = _views(request, [job])
    return view
