"""The database by a secret that may be rotated: what is connected with is never much older than the secret."""

import time
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities import parameters

from job_importer.mongo import Db, connect
from job_importer.settings import Settings

MAX_AGE_SECONDS = 300.0

_generation = 0


def forget_credentials() -> None:
    """Read the secret anew before the next use of the database."""
    global _generation
    _generation += 1


class SecretDatabase:
    """Stands for the database that the secret leads to; the secret is read at the first use and now and then after.

    Another URI in it means another client; the one before is closed.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._clock = settings, clock
        self._db: Db | None = None
        self._uri, self._read_at, self._generation = "", 0.0, _generation

    def __getattr__(self, name: str) -> Any:
        return getattr(self._current(), name)

    def __getitem__(self, name: str) -> Any:
        return self._current()[name]

    def _current(self) -> Db:
        now = self._clock()
        is_fresh = self._generation == _generation and now - self._read_at < MAX_AGE_SECONDS
        if self._db is not None and is_fresh:
            return self._db
        uri = str(parameters.get_secret(self._settings.mongo_secret, force_fetch=True))
        if self._db is None or uri != self._uri:
            old, self._db = (
                self._db,
                connect(uri, self._settings.mongo_database, wait_seconds=self._settings.database_wait_seconds),
            )
            self._uri = uri
            if old is not None:
                old.client.close()
        self._read_at, self._generation = now, _generation
        return self._db
