"""Where data is erased: the database, the bucket and the key of an installation, not through its API."""

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from job_importer.audit import Actor
from job_importer.clock import utc_now
from job_importer.jobs.blocklist import key_of
from job_importer.mongo import Db, connect
from tools.jobctl.reach import reach
from tools.local.config import from_environment

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True)
class Place:
    """`seconds_to_settle`: how long a chunk begun before the block list changed may still be processed."""

    db: Db
    s3: "S3Client"
    bucket: str
    key: bytes = field(repr=False)
    actor: Actor
    seconds_to_settle: float = 0.0
    clock: Callable[[], datetime] = utc_now


CONSUMER_SECONDS = 60.0  # its timeout in the template


@contextmanager
def open_place(stack: str | None, database: str) -> Iterator[Place]:
    """A stack on AWS, else the local one; MONGO_URI says where the database is if it is reached otherwise from here.

    Raises JobctlError, BotoCoreError, ClientError, KeyLostError.
    """
    clients, outputs = reach(stack)
    secrets = clients("secretsmanager")

    def secret(output: str) -> str:
        return str(secrets.get_secret_value(SecretId=outputs[output])["SecretString"])

    uri = os.environ.get("MONGO_URI") or (secret("MongoSecretId") if stack else from_environment().mongo_uri)
    who = clients("sts").get_caller_identity()["Arn"].rpartition("/")[2] if stack else getpass.getuser()
    key = key_of(secret("ErasureKeySecretId"))
    bucket = outputs["SnapshotBucketName"]
    db = connect(uri, database)
    with db.client:
        yield Place(db, clients("s3"), bucket, key, Actor(who), CONSUMER_SECONDS)
