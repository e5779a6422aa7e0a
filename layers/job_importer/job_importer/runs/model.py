"""The MongoDB documents of an import: the run and its chunks (the ledger)."""

from datetime import datetime
from enum import StrEnum
from typing import NotRequired, TypedDict

from job_importer.completeness import Completeness
from job_importer.feeds.model import Listed, Validators
from job_importer.runs.counts import Counts
from job_importer.types import Document

SAW_ALL: Document = {"completeness": {"$in": [None, Completeness.WHOLE.value]}}
"""Filter for the runs that decide what is not listed. A run without a completeness counts as whole."""


class RunStatus(StrEnum):
    QUEUED = "queued"  # accepted; its message is on its way to the importer
    FETCHING = "fetching"  # the importer is reading the feed; nothing is published yet
    PROCESSING = "processing"  # chunks are being published or stored
    SUCCEEDED = "succeeded"  # every job was stored
    PARTIAL = "partial"  # ended, with failed jobs
    FAILED = "failed"  # a feed-level failure
    NOT_MODIFIED = "not_modified"  # the source said 304 or sent the same bytes: a success that cost nothing

    @property
    def ended(self) -> bool:
        return self in ENDED


ENDED = frozenset({RunStatus.SUCCEEDED, RunStatus.PARTIAL, RunStatus.FAILED, RunStatus.NOT_MODIFIED})
LIVE = frozenset(RunStatus) - ENDED
IS_LIVE: Document = {"$in": sorted(status.value for status in LIVE)}


class Trigger(StrEnum):
    SCHEDULE = "schedule"
    MANUAL = "manual"  # POST /imports
    REPLAY = "replay"  # an earlier run's snapshot, imported again


class ChunkState(StrEnum):
    PENDING = "pending"  # announced; its message is in the queue or about to be
    DONE = "done"  # its jobs are written and counted
    DEAD = "dead"  # its message ended in the dead-letter queue or was lost; a redrive makes it done


class Http(TypedDict):
    status: int | None
    bytes: int | None  # of the decompressed body
    content_type: str | None
    warnings: NotRequired[list[str]]  # what was unusual about the response


class Failure(TypedDict):
    code: str
    message: str
    retry_after: float | None  # seconds, if the source asked for patience
    signature: NotRequired[str]  # the message without ids and numbers


class Seal(TypedDict):
    """What the importer knows once the last chunk is sent."""

    chunks: int
    fetched: int
    inactive: int  # beside these
    duplicates: int
    fill: NotRequired[dict[str, int]]  # by field, how many of the jobs have it; absent in earlier runs
    filled_of: NotRequired[int]  # out of so many


class Snapshot(TypedDict):
    key: str  # S3 key of the compressed body
    fetched_at: datetime
    content_type: str | None


class Fetching(TypedDict):
    """What is known once the snapshot is stored: from then on, every attempt of the run uses the same bytes."""

    snapshot: Snapshot
    http: Http
    validators: Validators
    fetched_at: datetime


class ReadingMode(StrEnum):
    FULL = "full"  # every job is published, and every stored one is touched
    CHANGES = "changes"  # jobs that the previous run's manifest has unchanged are neither published nor touched


class Relied(TypedDict):
    """The manifest that a run relies on, and when the feed was last seen to list its jobs."""

    key: str  # in the bucket
    confirmed_at: datetime


class Reliance(TypedDict):
    relies_on: Relied | None
    full_reason: str | None  # a sentence; None: it relies on a manifest


class Reading(TypedDict):
    """How a run reads its bytes and cuts them into chunks: as its first attempt did, whatever the settings since."""

    feed_url: str  # as secret as in the feed: never shown
    source: str
    format: str | None
    identity: str | None
    known_identity: str | None
    default_company: str | None
    timezone: NotRequired[str | None]
    url_template: NotRequired[str | None]
    allow_empty: bool
    settings: NotRequired[str]  # `settings_digest` of the feed
    chunk_max_jobs: int
    chunk_max_bytes: int
    relies_on: NotRequired[Relied | None]  # absent in runs from before there were manifests
    full_reason: NotRequired[str | None]  # a sentence; None: it relies on a manifest


class Scanned(TypedDict):
    """What pass 1 counted. A version of the importer with the same counts cuts the same chunks."""

    items: int
    unique: int


class Tries(TypedDict):
    """For the piece of work that begins at `from_chunk`: how often it was started, and how often it ended in an error.

    The difference is crashes without an error.
    """

    from_chunk: int
    begun: int
    errors: int


class LastError(TypedDict):
    message: str
    at: datetime


class RunDoc(TypedDict):
    """Collection `runs`. `_id` is a ULID: it sorts by time, and a later run of a feed has the greater id."""

    _id: str
    feed_id: str
    feed_url: str  # its secrets redacted
    source: str
    trigger: str
    status: str
    queued_at: datetime
    sent_at: datetime | None  # its message is in FetchQueue
    turn_at: datetime | None  # when its host is expected to have time for it
    started_at: datetime | None  # the importer started it
    fetched_at: datetime | None  # the snapshot was stored
    published_at: datetime | None  # sealed: the last chunk was sent
    finished_at: datetime | None
    waiting_since: NotRequired[datetime]  # it waited for its host
    read_at: NotRequired[datetime]  # pass 1 accepted the document
    closed_at: NotRequired[datetime]  # its vanished jobs were closed
    recounted_at: NotRequired[datetime]  # its numbers changed after its end: a redrive, or a late message
    counted_at: NotRequired[datetime]  # its numbers were last written
    untold: NotRequired[bool]  # its end still needs an event
    format: str | None
    encoding: str | None
    identity: str | None
    repaired: bool
    http: Http
    completeness: NotRequired[str | None]  # a value of Completeness, final with the seal; None: not known
    completeness_reason: NotRequired[str | None]  # a sentence
    warnings: list[str]
    failure: Failure | None
    attempts: int  # how often the importer started it; for a run in several pieces, the most that one of them took
    tries: Tries | None
    last_error: LastError | None  # of an attempt that was to be retried
    seal: Seal | None
    counts: Counts | None  # written when the run ends; until then, and after a redrive, derived from the chunks
    closing: (
        str | None
    )  # for a run that stored all it read: "pending" until the reconciler has closed for it, then "done"
    closed: int
    marked: NotRequired[list[str]]  # jobs that the feed listed and now marks as not open, until they are closed
    snapshot: Snapshot | None
    reading: Reading | None
    scanned: Scanned | None
    full: NotRequired[bool]  # requested: read in full
    reading_mode: NotRequired[str | None]  # `ReadingMode`, once the document is read; absent in earlier runs
    full_reason: NotRequired[str | None]  # a sentence; None: it reads the changes
    vanished: NotRequired[int | None]  # keys that its manifest lists but it does not, kept beside its snapshot
    listed: NotRequired[Listed | None]  # becomes the feed's likewise
    validators: Validators | None  # become the feed's when the run succeeds
    filled: float | None  # mean share of the expected fields that the items had, 0 to 1
    confirmed_seal: NotRequired[Seal | None]  # for a not_modified run: of the run that it confirms
    replay_of: str | None  # the run whose snapshot this one reads; never a replay itself
    overtaken_by: NotRequired[str | None]  # for a replay: the newest run since then that read the whole feed
    confirms: str | None  # for a not_modified run: the run that imported what the source still has, failures included
    accept_collapse: bool
    rekeying: NotRequired[str]  # the warning that jobs arrive under other keys than before
    heartbeat_at: datetime  # last sign of life of the importer
    revision: int  # for conditional updates


class ChunkDoc(TypedDict):
    """Collection `chunks`, the ledger. `_id` is `{run_id}:{n}`. Never incremented, only inserted and replaced.

    items = inactive + duplicates + rejected + known + jobs, and when done jobs = new + updated + unchanged + failed.
    """

    _id: str
    run_id: str
    n: int
    state: str
    items: int  # items of the feed that this chunk covers
    inactive: NotRequired[int]  # of these, marked by the feed as no open jobs
    duplicates: int  # of these, repeated earlier in the same feed
    rejected: int  # of these, too large for a message; recorded as failures by the importer
    known: NotRequired[int]  # of these, stored unchanged by an earlier run; absent in earlier chunks
    jobs: int  # of these, in the message
    new: int
    updated: int
    unchanged: int
    failed: int
    restamped: int
    reopened: int
    reread: NotRequired[int]
    rekeyed: NotRequired[int]
    settled_at: NotRequired[datetime]
    is_being_buried: NotRequired[bool]  # its failure may already be written
