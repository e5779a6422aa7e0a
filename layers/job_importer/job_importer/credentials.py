"""Connects to the database with a secret that may be rotated: a new one takes effect soon."""

import time
from collections.abc import Callable

from pymongo.errors import OperationFailure

from job_importer.codes import TransientError
from job_importer.mongo import Db, connect
from job_importer.settings import Settings

MAX_AGE_SECONDS = 300.0
REFUSED = frozenset({13, 18, 8000})
"""The database's codes for invalid credentials: Unauthorized, AuthenticationFailed, Atlas's own."""


class UnreadableSecretError(TransientError):
    """Names the secret, and the answer of Secrets Manager."""


def read_secret(name: str, max_age_seconds: int = 5) -> str:
    """From Secrets Manager, cached for `max_age_seconds`. Raises UnreadableSecretError."""
    from aws_lambda_powertools.utilities import parameters  # imports boto3, which is loaded late on purpose

    try:
        return str(parameters.get_secret(name, max_age=max_age_seconds))
    except parameters.exceptions.GetParameterError as error:
        raise UnreadableSecretError(f"The secret {name} cannot be read. {error}") from error


class SecretDatabase:
    """Opens the database that the secret leads to, and keeps using it. The secret is read again now and then, and at
    once after the database has refused the credentials; another URI in it means another client.
    """

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.monotonic, max_age_seconds: int = 5
    ) -> None:
        self._settings, self._clock, self._max_age_seconds = settings, clock, max_age_seconds
        self._db: Db | None = None
        self._uri, self._read_at = "", 0.0

    def __call__(self) -> Db:
        """Raises UnreadableSecretError."""
        now = self._clock()
        if self._db is not None and now - self._read_at < MAX_AGE_SECONDS:
            return self._db
        uri = read_secret(self._settings.mongo_secret, self._max_age_seconds)
        if self._db is None or uri != self._uri:
            old, self._db = (
                self._db,
                connect(uri, self._settings.mongo_database, wait_seconds=self._settings.database_wait_seconds),
            )
            if old is not None:
                old.client.close()
        self._uri, self._read_at = uri, now
        return self._db

    def heed(self, error: Exception) -> None:
        """Call after an error: if it says that the credentials are invalid, the next use reads the secret again."""
        if isinstance(error, OperationFailure) and error.code in REFUSED:
            self._read_at = float("-inf")
