"""Where data is erased: the database, the bucket and the key of an installation, not through its API."""

import getpass
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from job_importer.audit import Actor
from job_importer.clock import utc_now
from job_importer.jobs.blocklist import key_of
from job_importer.mongo import Db, connect
from tools.jobctl.config import deployed_outputs

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True)
class Place:
    """`seconds_to_settle`: how long a chunk may be worked on that was begun before the block list changed."""

    db: Db
    s3: "S3Client"
    bucket: str
    key: bytes = field(repr=False)
    actor: Actor
    seconds_to_settle: float = 0.0
    clock: Callable[[], datetime] = utc_now


CONSUMER_SECONDS = 60.0  # its timeout in the template


def deployed(stack: str, database: str) -> Place:
    """A stack on AWS. Raises what boto3 raises."""
    import boto3  # half a second's import, needed here alone

    outputs = deployed_outputs(stack)
    who = boto3.client("sts").get_caller_identity()["Arn"].rpartition("/")[2]
    return _place(boto3.client, outputs, None, database, who)


def local() -> Place:
    """The stack that `make up` has started."""
    from tools.local.config import from_environment
    from tools.local.deploy import client, outputs

    config = from_environment()
    return _place(
        lambda service: client(config, service), outputs(config), config.mongo_uri, "job_importer", getpass.getuser()
    )


def _place(client: Any, outputs: dict[str, str], uri: str | None, database: str, who: str) -> Place:
    secrets = client("secretsmanager")

    def secret(output: str) -> str:
        return str(secrets.get_secret_value(SecretId=outputs[output])["SecretString"])

    db = connect(os.environ.get("MONGO_URI") or uri or secret("MongoSecretId"), database)
    key = key_of(secret("ErasureKeySecretId"))
    return Place(db, client("s3"), outputs["SnapshotBucketName"], key, Actor(who), CONSUMER_SECONDS)
