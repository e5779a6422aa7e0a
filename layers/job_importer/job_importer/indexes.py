"""The indexes of every collection, including those that expire documents, and the step that creates them."""

from typing import Any

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pymongo import ASCENDING, DESCENDING, IndexModel

from job_importer.clock import EARLIEST
from job_importer.mongo import Db

SECONDS_A_DAY = 86_400


class Retention(BaseSettings):
    """How long documents are kept, in days. Named as in the environment, in upper case; the README's table explains."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    keep_chunks_days: int = Field(30, ge=15, le=20_000, description="Longer than a message may lie in a queue")
    keep_failures_days: int = Field(90, ge=16, le=20_000)
    keep_runs_days: int = Field(400, ge=31, le=20_000)
    keep_closed_jobs_days: int = Field(180, ge=1, le=20_000)
    keep_changes_days: int = Field(30, ge=1, le=20_000, description="How long a follower of the changes may be away")
    keep_audit_days: int = Field(400, ge=1, le=20_000)
    keep_events_days: int = Field(30, ge=15, le=20_000, description="Longer than a message may lie in a queue")

    @model_validator(mode="after")
    def _failures_outlive_chunks(self) -> "Retention":
        """A run whose chunk is stored late is judged by the failures of its other chunks."""
        if self.keep_failures_days <= self.keep_chunks_days:
            raise ValueError("KEEP_FAILURES_DAYS must be more than KEEP_CHUNKS_DAYS")
        return self


def _newest_first(*equal: str, then: str | None = None) -> IndexModel:
    """For runs, or for failures by their runs; read backwards it is a feed's own order.

    `then` is a further field to filter by: it is checked in the index, after the sort.
    """
    order = [("_id", DESCENDING), *([(then, ASCENDING)] if then else [])]
    return IndexModel([*((name, ASCENDING) for name in equal), *order])


def _newest_jobs_first(*equal: str, then: tuple[str, ...] = (), **options: Any) -> IndexModel:
    order = [("first_run_id", DESCENDING), ("_id", DESCENDING), *((name, ASCENDING) for name in then)]
    return IndexModel([*((name, ASCENDING) for name in equal), *order], **options)


HAS_DATE: dict[str, Any] = {"expires_at": {"$gt": EARLIEST}}
HAS_HISTORY: dict[str, Any] = {"history.run_id": {"$gt": ""}}
IS_UNTOLD: dict[str, Any] = {"untold.at": {"$gt": EARLIEST}}


def _marked(name: str) -> IndexModel:
    """For the few documents with a mark: what must be passed on, in each pass of the reconciler."""
    return IndexModel([(name, ASCENDING)], partialFilterExpression={name: True})


INDEXES: dict[str, list[IndexModel]] = {
    "feeds": [
        # Feeds that need an operator, each view of the list; the counts of the overview.
        IndexModel([("judgement.rank", ASCENDING), ("judgement.jobs_at_stake", DESCENDING), ("_id", ASCENDING)]),
        _marked("untold"),
    ],
    "days": [IndexModel([("at", ASCENDING), ("feed_id", ASCENDING)])],  # a period of all feeds: each pass, for its sums
    "runs": [
        _newest_first("feed_id"),  # a feed's page, each view; its newest closing, each late job
        _newest_first("status", then="failure.code"),  # the live ones, each pass of the reconciler; failures by code
        IndexModel([("counted_at", ASCENDING)]),  # whose days must be computed again, each pass of the reconciler
        _newest_first("trigger"),  # manual runs and replays, which are few; each view of the list
        IndexModel([("closing", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"closing": "pending"}),
        _marked("untold"),
    ],
    "chunks": [
        IndexModel([("run_id", ASCENDING), ("state", ASCENDING)]),  # is the run over: once per chunk
    ],
    "failures": [
        _newest_first("run_id"),  # a run's page, each view; was everything stored: once per run
        _newest_first("code", then="signature"),  # failures of all feeds, each view
        _newest_first("feed_id"),  # failures of a feed, each view
    ],
    "audit": [_newest_first("feed_id"), _newest_first("who"), _newest_first("action")],  # its page, each look at it
    "aliases": [
        IndexModel([("job", ASCENDING)]),  # other keys of vanished jobs: once per run with any
        IndexModel([("run_id", ASCENDING), ("_id", DESCENDING)]),  # what a run re-keyed, each view
    ],
    "changes": [],  # read by number
    "alerts": [],
    "events": [_newest_first("feed_id"), _newest_first("type"), _marked("unsent")],  # its page, each look at it
    "jobs": [
        _newest_jobs_first(then=("closed_reason", "source")),  # the list, and the jobs that a run saw first
        _newest_jobs_first("feed_ids", then=("closed_reason",)),  # a feed's list; vanished jobs: once per whole run
        _newest_jobs_first("beginnings"),  # search, each keystroke
        # The jobs that a run changed, closed or reopened, each view of a run. It contains only jobs with a history.
        _newest_jobs_first("history.run_id", then=("history.kind",), partialFilterExpression=HAS_HISTORY),
        # The changes to pass on to followers, each pass of the reconciler. It is mostly empty.
        IndexModel([("untold.at", ASCENDING)], partialFilterExpression=IS_UNTOLD),
        # The open jobs whose date has passed, each pass of the reconciler. It contains only jobs with a date.
        IndexModel([("closed_reason", ASCENDING), ("expires_at", ASCENDING)], partialFilterExpression=HAS_DATE),
    ],
}
"""Each with its purpose and how often it is used. The expiring ones come in addition."""


def all_indexes(keep: Retention) -> dict[str, list[IndexModel]]:
    """`INDEXES`, and those by which the database itself deletes what is old. A document without the date stays: a
    pending chunk, a running run, an open job.
    """
    expiring = {
        "chunks": _expiring("settled_at", keep.keep_chunks_days),
        "failures": _expiring("at", keep.keep_failures_days),
        "runs": _expiring("finished_at", keep.keep_runs_days),
        "days": _expiring("at", keep.keep_runs_days),
        "jobs": _expiring("closed_at", keep.keep_closed_jobs_days),
        "audit": _expiring("at", keep.keep_audit_days),
        "alerts": _expiring("told_at", keep.keep_events_days),
        "events": _expiring("sent_at", keep.keep_events_days),
        "aliases": _expiring("used_at", keep.keep_closed_jobs_days),  # an id by which a closed job would be recognised
        "changes": _expiring("superseded_at", keep.keep_changes_days),  # the last one stays: it has the last number
    }
    return {name: [*indexes, *([expiring[name]] if name in expiring else [])] for name, indexes in INDEXES.items()}


def _expiring(field: str, days: int) -> IndexModel:
    """Partial, so that documents without the date cost it nothing."""
    only_dates = {field: {"$type": "date"}}
    return IndexModel([(field, ASCENDING)], expireAfterSeconds=days * SECONDS_A_DAY, partialFilterExpression=only_dates)


def prepare(db: Db, keep: Retention) -> list[str]:
    """Builds missing indexes and updates the periods; returns what was done, as `collection.index`.

    Repeatable. On a large collection it takes time, so `db` should be connected without a `timeoutMS`.
    """
    done = []
    for name, indexes in all_indexes(keep).items():
        there = db[name].index_information()
        for index in indexes:
            if _bring_about(db, name, index, there.get(index.document["name"])):
                done.append(f"{name}.{index.document['name']}")
    return done


def _bring_about(db: Db, collection: str, index: IndexModel, there: dict[str, Any] | None) -> bool:
    """False if there was nothing to do."""
    wanted = index.document
    if there is None:
        db[collection].create_indexes([index])
        return True
    seconds = wanted.get("expireAfterSeconds")
    if there.get("expireAfterSeconds") == seconds:
        return False
    db.command("collMod", collection, index={"name": wanted["name"], "expireAfterSeconds": seconds})
    return True


def missing_indexes(db: Db) -> list[str]:
    """Those that `prepare` would build, as `collection.index`."""
    there = {name: db[name].index_information() for name in INDEXES}
    return [
        f"{name}.{index.document['name']}"
        for name, indexes in all_indexes(Retention()).items()
        for index in indexes
        if index.document["name"] not in there[name]
    ]


def other_indexes(db: Db) -> list[str]:
    """Those that are not declared here: of an earlier version, or an operator's own. Each slows every write."""
    ours = {name: {"_id_", *(index.document["name"] for index in all_indexes(Retention())[name])} for name in INDEXES}
    return [f"{name}.{other}" for name in INDEXES for other in db[name].index_information() if other not in ours[name]]
