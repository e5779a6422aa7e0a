"""One import in a process of its own, told on stdin; it prints its peak memory in MB."""

import json
import resource
import sys
from pathlib import Path

import boto3

from job_importer.clock import utc_now
from job_importer.context import Context
from job_importer.delivery.messages import FetchMessage
from job_importer.mongo import connect
from job_importer.pipeline.importer import Invocation, import_feed
from job_importer.settings import Settings


def main() -> None:
    told = json.load(sys.stdin)
    db = connect(told["mongo"], told["database"])
    ctx = Context(Settings.model_validate(told["settings"]), db, boto3.client("sqs"), boto3.client("s3"))
    message = FetchMessage.model_validate(told["message"])
    import_feed(ctx, message, Invocation(attempt=1, now=utc_now, seconds_left=lambda: 600))
    print(_peak())


def _peak() -> float:
    """On Linux `ru_maxrss` would start from the memory of the process that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
