"""The folder, ports and name of a local stack, all from the environment, so that two can run at once."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
REGION = "us-east-1"
QUEUE_OUTPUTS = {
    "job_queue_url": "JobQueueUrl",
    "job_dlq_url": "JobDlqUrl",
    "fetch_queue_url": "FetchQueueUrl",
    "fetch_dlq_url": "FetchDlqUrl",
}
"""Where the queues' URLs are in the outputs of a deployed stack."""


@dataclass(frozen=True)
class StackConfig:
    """Ports are on loopback. `home` holds everything that the stack writes, and nothing else does."""

    home: Path
    aws_port: int
    mongo_port: int
    feeds_port: int
    scheduler: bool = True  # whether due feeds start by themselves
    test_commands: bool = False  # whether the database takes fail points
    stack_name: str = "job-importer-local"
    stage: str = "local"
    foreign_endpoint: str | None = None  # an AWS that somebody else runs, as LocalStack; MiniStack is not started then

    @property
    def endpoint(self) -> str:
        return self.foreign_endpoint or f"http://{HOST}:{self.aws_port}"

    @property
    def mongo_uri(self) -> str:
        """Journaled: without j, SecantusDB loses acknowledged writes when it is killed."""
        return f"mongodb://{HOST}:{self.mongo_port}/?w=majority&journal=true"

    @property
    def feeds_url(self) -> str:
        return f"http://{HOST}:{self.feeds_port}"

    @property
    def aws_environment(self) -> dict[str, str]:
        """What boto3 and sam need to speak to this stack and to no other. The emulator takes any credentials."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true",
        }


def from_environment() -> StackConfig:
    """`JOB_IMPORTER_HOME` and the three ports decide; the README's table lists them."""
    return StackConfig(
        home=Path(os.environ.get("JOB_IMPORTER_HOME", ROOT / ".local")).resolve(),
        aws_port=int(os.environ.get("JOB_IMPORTER_AWS_PORT", "4566")),
        mongo_port=int(os.environ.get("JOB_IMPORTER_MONGO_PORT", "27117")),
        feeds_port=int(os.environ.get("JOB_IMPORTER_FEEDS_PORT", "8095")),
        scheduler=os.environ.get("JOB_IMPORTER_SCHEDULER", "on") == "on",
        test_commands=os.environ.get("JOB_IMPORTER_TEST_COMMANDS", "off") == "on",
        foreign_endpoint=os.environ.get("AWS_ENDPOINT_URL") or None,
    )
