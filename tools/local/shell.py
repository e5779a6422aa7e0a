"""`python -m tools.local …` against a stack that is not the environment's own."""

import os
import subprocess
import sys

from tools.local.config import ROOT, StackConfig


def environment(config: StackConfig) -> dict[str, str]:
    """The caller's environment, with the location of the stack."""
    own = {
        "JOB_IMPORTER_HOME": str(config.home),
        "JOB_IMPORTER_AWS_PORT": str(config.aws_port),
        "JOB_IMPORTER_MONGO_PORT": str(config.mongo_port),
        "JOB_IMPORTER_FEEDS_PORT": str(config.feeds_port),
        "JOB_IMPORTER_SCHEDULER": "on" if config.scheduler else "off",
        "JOB_IMPORTER_TEST_COMMANDS": "on" if config.test_commands else "off",
        "COLUMNS": "160",
    }
    return {key: value for key, value in os.environ.items() if key != "AWS_ENDPOINT_URL"} | own


def run(config: StackConfig, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Returns its output as one text."""
    return subprocess.run(
        [sys.executable, "-m", "tools.local", *arguments],
        cwd=ROOT,
        env=environment(config),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
