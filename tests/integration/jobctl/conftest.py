from collections.abc import Iterator
from pathlib import Path

import pytest

from job_importer.connections import Context
from job_importer.observability import logger
from tests.support.api_client import OPERATOR
from tests.support.api_fixtures import connections
from tests.support.http_api import serve_api
from tests.support.jobctl import Shell

__all__ = ["connections"]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Shell:
    """A shell on a machine without a stack: neither variables nor a state file."""
    for name in ("JOB_IMPORTER_API", "JOB_IMPORTER_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JOB_IMPORTER_HOME", str(tmp_path / "home"))
    return Shell(monkeypatch, capsys)


@pytest.fixture
def jobctl(shell: Shell, connections: Context) -> Iterator[Shell]:
    """jobctl with an operator's token for a running API, whose log does not go to the same terminal."""
    level = logger.log_level
    logger.setLevel("CRITICAL")
    shell.monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "true")
    with serve_api(connections) as url:
        shell.monkeypatch.setenv("JOB_IMPORTER_API", url)
        shell.monkeypatch.setenv("JOB_IMPORTER_TOKEN", OPERATOR)
        yield shell
    logger.setLevel(level)
