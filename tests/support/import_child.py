"""One import in a process of its own, told on stdin; it prints its peak memory in MB."""

import json
import sys

import boto3

from job_importer.clock import utc_now
from job_importer.connections import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.mongo import connect
from job_importer.pipeline.importer import import_feed
from job_importer.pipeline.invocation import Invocation
from job_importer.settings import Settings
from tools.bench.memory import peak_mb


def main() -> None:
    told = json.load(sys.stdin)
    db = connect(told["mongo"], told["database"])
    ctx = Context(Settings.model_validate(told["settings"]), lambda: db, boto3.client("sqs"), boto3.client("s3"))
    message = FetchMessage.model_validate(told["message"])
    import_feed(ctx, message, Invocation(now=utc_now, seconds_left=lambda: 600))
    print(peak_mb())


if __name__ == "__main__":
    main()
