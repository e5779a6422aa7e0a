"""The connections that an invocation works with. Made once for the life of the process, handed down as an argument."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import boto3
from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

from job_importer.mongo import Db, connect
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
        """Raises GetParameterError where the secret cannot be read; the server is first met by the first query."""
        return self.open_db()


@cache
def connections() -> Context:
    """Raises ConfigurationError. The database's secret is read when the database is first asked for."""
    return Context(settings(), _database, boto3.client("sqs"), boto3.client("s3"))


@cache
def _database() -> Db:
    config = settings()
    return connect(read_secret(config.mongo_secret), config.mongo_database)


def read_secret(name: str, max_age_seconds: int = 5) -> str:
    """From Secrets Manager, kept for `max_age_seconds`. Raises GetParameterError, which names the secret."""
    try:
        return str(parameters.get_secret(name, max_age=max_age_seconds))
    except GetParameterError as error:
        raise GetParameterError(f"The secret {name} cannot be read. {error}") from error
