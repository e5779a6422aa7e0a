"""The connections that an invocation works with. Made once for the life of the process, handed down as an argument."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

import boto3

from job_importer.credentials import SecretDatabase
from job_importer.mongo import Db
from job_importer.settings import Settings, settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class Context:
    settings: Settings
    db: Db
    sqs: "SQSClient"
    s3: "S3Client"


@cache
def context() -> Context:
    """Reads the environment alone: the secret and the database are first met by the first use of `db`.

    Raises ConfigurationError.
    """
    config = settings()
    db = cast(Db, cast(object, SecretDatabase(config)))
    return Context(config, db, boto3.client("sqs"), boto3.client("s3"))
