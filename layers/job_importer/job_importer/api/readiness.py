"""Checks first whether the database is reachable, so that callers do not wait long if it is not.

`pymongo.timeout` covers everything that a statement takes, including the selection of a server. Without it, a
`timeoutMS` in the URI would be the wait (the driver then ignores `serverSelectionTimeoutMS`), and a server that hangs
would be waited for until the socket times out.
https://www.mongodb.com/docs/languages/python/pymongo-driver/current/connect/connection-options/csot/
"""

import time
from collections.abc import Callable

import pymongo
from pymongo.errors import PyMongoError

from job_importer.codes import TransientError
from job_importer.connections import Context

ASKED_EVERY_SECONDS = 10.0
READY_WITHIN_SECONDS = 2.0


def require_database(connections: Context, seconds: float | None = None) -> None:
    """Raises PyMongoError within `seconds` (default: `database_wait_seconds`), UnreadableSecretError without a URI."""
    db = connections.db
    with pymongo.timeout(seconds or connections.settings.database_wait_seconds):
        db.command("ping")


class Readiness:
    """Called by anyone and often, so the database is queried only now and then."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._asked_at, self._is_ready = clock, float("-inf"), False

    def of(self, connections: Context) -> bool:
        if self._clock() - self._asked_at >= ASKED_EVERY_SECONDS:
            self._is_ready = _answers(connections)
            self._asked_at = self._clock()
        return self._is_ready


def _answers(connections: Context) -> bool:
    try:
        require_database(connections, READY_WITHIN_SECONDS)
    except (PyMongoError, TransientError) as error:
        connections.heed(error)
        return False
    return True
