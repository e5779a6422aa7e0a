"""What the source sent: an excerpt around a position, and the whole snapshot for operators."""

import json
from datetime import datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field

from job_importer.api.errors import ApiError, bad_request, conflict, not_found
from job_importer.api.routing import Request, new_router, request_of
from job_importer.api.runs import existing_run
from job_importer.codes import FeedError
from job_importer.cut import cut
from job_importer.feeds.store import get_feed
from job_importer.mongo import Db
from job_importer.runs.excerpts import around, text_of
from job_importer.runs.model import RunDoc, Snapshot
from job_importer.runs.snapshots import stream

router = new_router()

LINK_SECONDS = 300
ITEM_CHARS = 8_000
MOST_BYTES = 64 * 1024 * 1024  # of a feed that is read for one of its items while somebody waits
GONE = "The snapshot of this run does not exist or is no longer kept."


class SnapshotPart(BaseModel):
    """An excerpt of the feed. It is untrusted text: never render it as markup."""

    excerpt: str | None = Field(None, description="The excerpt; for an item, its fields as JSON, as they were read")
    line: int | None = Field(None, description="As requested")
    column: int | None = Field(None, description="As requested")
    item: int | None = Field(None, description="As requested")
    before: str | None = Field(None, description="The part of `excerpt` before the position")
    after: str | None = Field(None, description="The part of `excerpt` from the position on")
    url: str | None = Field(None, description="URL for downloading the whole snapshot, compressed with Zstandard")
    expires_at: datetime | None = Field(None, description="When that URL expires")


@router.get("/imports/<id>/snapshot", summary="An excerpt of what the source sent, or all of it", tags=["imports"])
def get_snapshot(
    id: str,
    place: Annotated[
        str | None,
        Query(alias="around", pattern=r"^[1-9]\d{0,8}:[1-9]\d{0,8}$", description="Line and column, from 1: `12:80`"),
    ] = None,
    item: Annotated[int | None, Query(ge=0, le=99_999_999, description="Index of an item, from 0")] = None,
    download: Annotated[
        bool, Query(description="A URL of the whole snapshot, valid for a few minutes; operators only")
    ] = False,
) -> SnapshotPart:
    """Give one of `around`, `item` and `download`. For a not_modified import: the snapshot that it confirms."""
    request = request_of(router)
    if sum((place is not None, item is not None, download)) != 1:
        raise bad_request("Give exactly one of `around=LINE:COLUMN`, `item=N` and `download=1`.")
    run, snapshot = _kept(request.db, id)
    if download:
        return _link(request, run, snapshot)
    if place is None:
        return _item(request, run, snapshot, item or 0)
    line, column = map(int, place.split(":"))
    pieces = stream(request.connections.s3, request.connections.settings.snapshot_bucket, snapshot["key"])
    if pieces is None:
        raise not_found(GONE)
    found = around(text_of(pieces, run["encoding"]), line, column)
    if found is None:
        raise not_found(f"The feed has no line {line}.")
    text = {"excerpt": found.before + found.after, "before": found.before, "after": found.after}
    return SnapshotPart(**text, line=line, column=column)


def _kept(db: Db, run_id: str) -> tuple[RunDoc, Snapshot]:
    run = existing_run(db, run_id)
    if run["confirms"]:
        run = existing_run(db, run["confirms"])
    if run["snapshot"] is None:
        raise not_found(GONE)
    return run, run["snapshot"]


def _link(request: Request, run: RunDoc, snapshot: Snapshot) -> SnapshotPart:
    if not request.is_operators:
        raise ApiError(403, "forbidden", "Only operators may download what a source sent.")
    name = f"{run['feed_id']}-{run['_id']}.{snapshot['key'].rpartition('.')[2]}"
    at = {"Bucket": request.connections.settings.snapshot_bucket, "Key": snapshot["key"]}
    url = request.connections.s3.generate_presigned_url(
        "get_object",
        Params=at | {"ResponseContentDisposition": f'attachment; filename="{name}"'},
        ExpiresIn=LINK_SECONDS,
    )
    return SnapshotPart(url=url, expires_at=request.now + timedelta(seconds=LINK_SECONDS))


def _item(request: Request, run: RunDoc, snapshot: Snapshot, index: int) -> SnapshotPart:
    if (run["http"]["bytes"] or 0) > MOST_BYTES:
        raise conflict("feed_too_large", "The feed is too large to read an item from it here; download the snapshot.")
    feed = get_feed(request.db, run["feed_id"])
    if feed is None:
        raise conflict("no_feed", f"The feed {run['feed_id']} of this import no longer exists.")
    from job_importer.pipeline.excerpt import item_as_read  # the parsers, which few calls need

    try:
        fields = item_as_read(request.connections, run, snapshot, feed, index)
    except FeedError as error:
        raise conflict(error.code.value, error.message) from None
    if fields is None:
        raise not_found(f"The feed has no item {index}, or it was erased on request.")
    text = json.dumps(fields, ensure_ascii=False, indent=1, default=str)
    return SnapshotPart(item=index, excerpt=cut(text, ITEM_CHARS))
