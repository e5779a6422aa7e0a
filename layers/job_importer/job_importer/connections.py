"""The connections of an invocation: made once per process, passed as an argument."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from job_importer.credentials import SecretDatabase
from job_importer.mongo import Db
from job_importer.settings import Settings, settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class Context:
    settings: Settings
    open_db: Callable[[], Db]
    sqs: "SQSClient"
    s3: "S3Client"

    @property
    def db(self) -> Db:
        """Raises UnreadableSecretError where the secret cannot be read; the server is first met by the first query."""
        return self.open_db()

    def heed(self, error: Exception) -> None:
        """Tell the database of an error: a rotated secret is read again."""
        if isinstance(self.open_db, SecretDatabase):
            self.open_db.heed(error)

    @contextmanager
    def heeding(self) -> Iterator["Context"]:
        """For work whose errors go on to somebody else."""
        try:
            yield self
        except Exception as error:
            self.heed(error)
            raise


@cache
def connections() -> Context:
    """Raises ConfigurationError. The database's secret is read when the database is first asked for."""
    import boto3  # a fifth of what the API loads, and not needed to refuse a call

    config = settings()
    return Context(config, SecretDatabase(config), boto3.client("sqs"), boto3.client("s3"))
