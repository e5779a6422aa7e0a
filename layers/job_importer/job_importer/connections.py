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
        """Raises UnreadableSecretError. The first query is the first contact with the server."""
        return self.open_db()

    def heed(self, error: Exception) -> None:
        """Tells the database about an error: after a rotation it reads the secret again."""
        if isinstance(self.open_db, SecretDatabase):
            self.open_db.heed(error)

    @contextmanager
    def heeding(self) -> Iterator["Context"]:
        """For work whose errors are handled elsewhere."""
        try:
            yield self
        except Exception as error:
            self.heed(error)
            raise


@cache
def connections() -> Context:
    """Raises ConfigurationError. The database's secret is read on first use."""
    import boto3  # a fifth of what the API loads, and not needed to refuse a call

    config = settings()
    return Context(config, SecretDatabase(config), boto3.client("sqs"), boto3.client("s3"))
