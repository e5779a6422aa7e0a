"""The history of imports, and starting one."""

from http import HTTPStatus
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import BaseModel, ConfigDict, Field

from job_importer.api.audit_acts import imports_started, replay_started
from job_importer.api.errors import conflict
from job_importer.api.export import Media
from job_importer.api.failure_groups import failure_groups
from job_importer.api.filters import FailureFilter, Period, RunFilter
from job_importer.api.lists import ListOf
from job_importer.api.openapi import listed_as
from job_importer.api.queries import runs_queries
from job_importer.api.rehearsal import ReplayRehearsal
from job_importer.api.routing import Cursor, FeedParam, Limit, Request, Since, Until, new_router, request_of
from job_importer.api.runs import books_of, existing_run, neighbours
from job_importer.api.starting import ImportsStarted, answer_started, chosen_feeds
from job_importer.api.views.page import Page
from job_importer.api.views.run import CountsView, RunDetail, RunView, run_detail, run_view
from job_importer.codes import RunFailure
from job_importer.feeds.model import FeedId
from job_importer.feeds.store import get_feed
from job_importer.pipeline.starting import Options, start_run, start_runs
from job_importer.runs.model import RunDoc, RunStatus, Trigger

router = new_router()


def _views(request: Request, runs: list[RunDoc]) -> list[RunView]:
    return [run_view(run, counts) for run, counts in zip(runs, books_of(request.db, runs), strict=True)]


COLUMNS = (
    *("id", "feed_id", "feed_url", "source", "trigger", "status", "queued_at", "started_at", "finished_at"),
    *("duration_ms", "format", "completeness", "http.status", "http.bytes", "http.content_type"),
    *(f"counts.{name}" for name in CountsView.model_fields),
    *("failure.code", "failure.message", "attempts"),
)
IMPORTS = ListOf(runs_queries, _views, COLUMNS)


class StartImports(BaseModel):
    model_config = ConfigDict(extra="forbid")

    feed_ids: list[FeedId] | None = Field(None, min_length=1, max_length=100, description="Default: all enabled feeds")
    accept_collapse: bool = Field(
        False,
        strict=True,
        description="Import even if the feed has far fewer or far emptier items than usual, or worse texts",
    )
    full: bool = Field(
        False, strict=True, description="Process every item again, even if it is unchanged since the last import"
    )


@router.get("/imports", summary="Imports, newest first", tags=["imports"], responses=listed_as(Page[RunView]))
def list_imports(
    feed: FeedParam = None,
    status: Annotated[RunStatus | None, Query()] = None,
    trigger: Annotated[Trigger | None, Query()] = None,
    code: Annotated[RunFailure | None, Query(description="Why the run failed")] = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    cursor: Cursor = None,
) -> Response[str]:
    wanted = RunFilter(feed, status, trigger, code, Period(since, until))
    return IMPORTS.answer(request_of(router), wanted, limit, cursor)


@router.post("/imports", summary="Start imports", tags=["imports"], status_code=HTTPStatus.ACCEPTED)
def start_imports(wanted: Annotated[StartImports, Body()]) -> ImportsStarted:
    """Returns at once. For a feed with a running import, that run is returned."""
    request = request_of(router)
    feed_ids = chosen_feeds(request.db, wanted.feed_ids)
    options: Options = {"accept_collapse": wanted.accept_collapse, "full": wanted.full}
    started = start_runs(request.connections, feed_ids, Trigger.MANUAL, request.now, **options)
    request.note(*imports_started(started, options))
    return answer_started(started, request.now)


@router.get("/imports/<id>", summary="One import, its counts and why jobs failed", tags=["imports"])
def get_import(id: str) -> RunDetail:
    db = request_of(router).db
    run = existing_run(db, id)
    groups, complete = failure_groups(db, FailureFilter(run=run["confirms"] or id))
    return run_detail(run, books_of(db, [run])[0], groups, complete, neighbours(db, run))


@router.post(
    "/imports/<id>/replay",
    summary="Import the snapshot of a run again",
    tags=["imports"],
    status_code=HTTPStatus.ACCEPTED,
    responses={
        202: {"description": "The replay was started", "content": {Media.JSON.value: {"model": ImportsStarted}}},
        200: {"description": "What the replay would do", "content": {Media.JSON.value: {"model": ReplayRehearsal}}},
    },
)
def replay_import(
    id: str,
    dry_run: Annotated[bool, Query(description="Report what the replay would do, without doing it")] = False,
) -> Response[str]:
    """Starts a new run that reads the same bytes as the earlier one: for use after a parser was fixed.

    It adds jobs that were never stored and corrects what that run wrote, but keeps what newer imports stored since.
    """
    request = request_of(router)
    connections = request.connections
    run = existing_run(request.db, id)
    if run["snapshot"] is None:
        raise conflict("no_snapshot", "This run has no snapshot to import again.")
    feed = get_feed(request.db, run["feed_id"])
    if feed is None:
        raise conflict("no_feed", f"The feed {run['feed_id']} of this run no longer exists.")
    if dry_run:
        tried = ReplayRehearsal.of(connections, run, run["snapshot"], feed, request.now)
        return Response(HTTPStatus.OK, Media.JSON, tried.model_dump_json())
    started = start_run(connections, run["feed_id"], Trigger.REPLAY, request.now, replay_of=run)
    if started.reason:
        raise conflict("already_running", started.reason)
    request.note(*replay_started(started, run["_id"]))
    answer = answer_started([started], request.now)
    return Response(HTTPStatus.ACCEPTED, Media.JSON, answer.model_dump_json())
