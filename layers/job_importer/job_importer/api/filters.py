"""The filters of each list. A cursor is valid only for its list and filters."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import ClassVar, Literal

from job_importer.ids import first_id_at
from job_importer.types import Document

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

DateOfJob = Literal["first_seen", "last_changed", "closed"]


def id_at(moment: datetime) -> str:
    return first_id_at(max(moment, EPOCH))


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, and before `until`: the time when a run was queued, which is in its id."""

    since: datetime | None = None
    until: datetime | None = None

    def ids(self) -> Document:
        since = {"$gte": id_at(self.since)} if self.since else {}
        return since | ({"$lt": id_at(self.until)} if self.until else {})


@dataclass(frozen=True, slots=True)
class ListFilter:
    name: ClassVar[str]

    def scope(self) -> Document:
        return {"list": self.name, **asdict(self)}


@dataclass(frozen=True, slots=True)
class RunFilter(ListFilter):
    name: ClassVar = "imports"
    feed: str | None = None
    status: str | None = None
    trigger: str | None = None
    code: str | None = None
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class FailureFilter(ListFilter):
    """For one run, in feed order; or for a feed, a period or all, newest run first."""

    name: ClassVar = "failures"
    run: str | None = None
    feed: str | None = None
    code: str | None = None
    signature: str | None = None
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class JobFilter(ListFilter):
    """`run`: the jobs that it saw first or changed. They belong to its feed, so feed and source are not filtered then.
    `closed_run`: the jobs that it closed and that are still closed.

    `external_id`: the id that the source gives the job. `keys` are then the keys that such a job has in each source.
    """

    name: ClassVar = "jobs"
    feed: str | None = None
    source: str | None = None
    status: Literal["open", "closed"] | None = None
    run: str | None = None
    external_id: str | None = None
    keys: tuple[str, ...] | None = None
    words: tuple[str | None, ...] = ()  # in any of its texts, in its company, in its place
    search: Document = field(default_factory=dict)  # the filter for jobs with these words
    period: Period = Period()
    date: DateOfJob = "first_seen"
    closed_run: str | None = None
    closed_reason: str | None = None

    def scope(self) -> Document:
        return ListFilter.scope(self) | {"keys": None, "search": None}


@dataclass(frozen=True, slots=True)
class RunChanges(ListFilter):
    """What a run of `feed` did to jobs. Without a kind: everything in the history of jobs."""

    name: ClassVar = "run changes"
    run: str
    feed: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class FeedFilter(ListFilter):
    """`q`: words, each of which must be in the feed's id, its address (without secrets) or its source."""

    name: ClassVar = "feeds"
    state: str | None = None
    q: str | None = None
    enabled: bool | None = None
    sort: Literal["attention", "id", "jobs", "last_run"] = "attention"


@dataclass(frozen=True, slots=True)
class AuditFilter(ListFilter):
    name: ClassVar = "audit"
    feed: str | None = None
    who: str | None = None
    action: str | None = None
    period: Period = Period()


@dataclass(frozen=True, slots=True)
class EventFilter(ListFilter):
    name: ClassVar = "events"
    feed: str | None = None
    type: str | None = None
    period: Period = Period()
