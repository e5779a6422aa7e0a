"""What a function loads when its container starts: nothing that it needs for few of its calls or for none."""

import os
import subprocess
import sys

import pytest

LOADED = "import sys, functions.{function}.app; print(*sorted(sys.modules), sep=chr(10))"


def loaded(function: str) -> set[str]:
    call = [sys.executable, "-c", LOADED.format(function=function)]
    same_code = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(call, env=same_code, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


PARSERS = {"job_importer.intake.feed", "job_importer.intake.formats.registry", "nh3", "ijson", "xmltodict"}


@pytest.mark.parametrize("function", ["api", "scheduler", "reconciler"])
def test_who_reads_no_feed_loads_no_parser(function: str) -> None:
    assert loaded(function) & PARSERS == set()


@pytest.mark.parametrize("module", ["boto3", "job_importer.fetching.client"])
def test_the_api_loads_no_client_before_a_call_needs_one(module: str) -> None:
    assert module not in loaded("api")


def test_the_api_loads_neither_what_stores_jobs_nor_what_describes_it() -> None:
    slow = {"job_importer.jobs.store", "aws_lambda_powertools.event_handler.openapi.models"}
    assert loaded("api") & slow == set()


def test_who_reads_feeds_loads_its_parsers() -> None:
    assert loaded("importer") >= PARSERS - {"xmltodict"}  # for documents that nothing else reads
