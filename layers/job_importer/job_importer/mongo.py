"""The database: one client per process."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast
from urllib.parse import parse_qsl, urlsplit

from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import BulkWriteError, ServerSelectionTimeoutError
from pymongo.write_concern import WriteConcern

from job_importer.types import Document

Db = Database[Document]
Doc = TypeVar("Doc", bound=Mapping[str, Any])


def typed(collection: Collection[Document], kind: type[Doc]) -> Collection[Doc]:
    """The same collection, for documents known to have this shape."""
    return cast("Collection[Doc]", collection)


class TriedOut(Exception):
    """Raised by work that only wants to know whether it can be done."""


def all_or_nothing(db: Db, work: Callable[[Db], None]) -> None:
    """Does all writes of `work` in one transaction: repeats it after a conflict with another write, and undoes it if it
    raises.

    TriedOut undoes it too, but is not passed on. Only the transaction has a write concern, not its statements.
    """
    within = db.with_options(write_concern=WriteConcern())
    with db.client.start_session() as session, suppress(TriedOut):

        def bound(_: ClientSession) -> None:
            with session.bind(end_session=False):
                work(within)

        session.with_transaction(bound, write_concern=db.write_concern)


DUPLICATE_KEY = 11000


def insert_new(collection: Collection[Document], docs: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Inserts those whose ids do not exist yet; the others stay as they are. Returns the ids of these."""
    new = [dict(doc) for doc in docs]
    try:
        if new:
            collection.insert_many(new, ordered=False)
    except BulkWriteError as error:
        faults = error.details["writeErrors"]
        if any(fault["code"] != DUPLICATE_KEY for fault in faults):
            raise
        return [new[fault["index"]]["_id"] for fault in faults]
    return []


WAIT_SECONDS = 25.0  # for a primary: by then a replica set has elected a new one (usually within 12)

# Needed for the promises, whatever the URI says: an acknowledged write survives a failover, and a read sees it.
_NEEDED: dict[str, Any] = {"tz_aware": True, "w": "majority", "journal": True, "readPreference": "primary"}


def connect(uri: str, database: str, *, wait_seconds: float = WAIT_SECONDS, **options: Any) -> Db:
    """Datetimes are aware, in UTC. The URI overrides the defaults here, but not `_NEEDED`; `options` override both.

    There is no `timeoutMS`: with it the driver ignores `serverSelectionTimeoutMS`.
    """
    usual: dict[str, Any] = {
        "appname": "job-importer",
        "serverSelectionTimeoutMS": round(wait_seconds * 1000),
        "connectTimeoutMS": 5_000,
        "socketTimeoutMS": 120_000,
        "maxIdleTimeMS": 60_000,  # a frozen Lambda or a NAT gateway drops idle connections silently
    }
    said = {name.lower() for name, _ in parse_qsl(urlsplit(uri).query)}
    defaults = {name: value for name, value in usual.items() if name.lower() not in said}
    client: MongoClient[Document] = MongoClient(uri, **(defaults | _NEEDED | options))
    return client[database]


class OneWait:
    """Of several pieces of work in sequence, only the first waits for a database that is away."""

    def __init__(self) -> None:
        self._away: ServerSelectionTimeoutError | None = None

    @contextmanager
    def at_most(self) -> Iterator[None]:
        """Raises ServerSelectionTimeoutError."""
        if self._away:
            raise ServerSelectionTimeoutError(f"The database was unavailable a moment ago: {self._away}") from None
        try:
            yield
        except ServerSelectionTimeoutError as error:
            self._away = error
            raise


LASTING_CODES = frozenset(
    {
        2,  # BadValue
        9,  # FailedToParse
        14,  # TypeMismatch
        22,  # InvalidBSON
        28,  # PathNotViable
        40,  # ConflictingUpdateOperators
        52,  # DollarPrefixedFieldName
        55,  # InvalidDBRef
        56,  # EmptyFieldName
        57,  # DottedFieldName
        66,  # ImmutableField
        121,  # DocumentValidationFailure
        146,  # ExceededMemoryLimit, of one update
        171,  # CannotIndexParallelArrays
        10334,  # BSONObjectTooLarge
        DUPLICATE_KEY,
        16755,  # a value that a geo index cannot take
        17280,  # KeyTooLong
        17419,  # the document is too large after the update
        17420,
    }
)
"""Server errors that are the document's own fault and permanent (error_codes.yml). All others may be temporary."""
