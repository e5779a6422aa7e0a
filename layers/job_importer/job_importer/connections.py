"""The connections that an invocation works with. Made once for the life of the process, handed down as an argument."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import boto3
from aws_lambda_powertools.utilities import parameters

from job_importer.mongo import Db, connect
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
    """Reads the environment and the database's secret; the database itself is first met by the first query."""
    config = settings()
    db = connect(str(parameters.get_secret(config.mongo_secret)), config.mongo_database)
    return Context(config, db, boto3.client("sqs"), boto3.client("s3"))
