"""Real servers for the tests, on loopback: SecantusDB as MongoDB, moto as AWS; and the whole system on MiniStack."""

import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import httpx
import pytest
from hypothesis import HealthCheck, settings
from moto.server import ThreadedMotoServer

from job_importer.indexes import Retention, prepare
from job_importer.mongo import Db, connect
from tests.support.stack import stack as stack  # a fixture
from tools.local.config import HOST, REGION
from tools.local.emulators import secantus_command
from tools.local.ports import free_port, is_listening

# On a busy machine neither an example nor its making takes a fixed time. CI tries the same examples each time, so that
# a red run can be repeated; new ones are looked for wherever else the tests run, and by `make fuzz`.
settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("busy")


YEARS = 20_000  # in days: a test's dates may be of any time
KEPT = Retention(
    keep_chunks_days=YEARS - 1, keep_failures_days=YEARS, keep_runs_days=YEARS, keep_closed_jobs_days=YEARS
)


@pytest.fixture(scope="session")
def secantus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URI of a SecantusDB server of this session's own, with fail points (`configureFailPoint`) enabled."""
    home, port = tmp_path_factory.mktemp("secantus"), free_port()
    log = home / "server.log"
    with log.open("wb") as output:
        command = secantus_command(port, home / "data", test_commands=True)
        server = subprocess.Popen(command, cwd=home, stdout=output, stderr=subprocess.STDOUT)
        try:
            _await_port(port, server, log)
            yield f"mongodb://{HOST}:{port}/?w=majority&journal=true"
        finally:
            server.kill()  # its data is thrown away: no need to wait for a graceful end
            server.wait()


def _await_port(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while not is_listening(port):
        if server.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"SecantusDB did not start:\n{log.read_text()}")
        time.sleep(0.05)


@pytest.fixture
def db(secantus: str) -> Iterator[Db]:
    """A database of this test's own, with the project's indexes."""
    database = connect(secantus, f"test_{uuid4().hex}")
    prepare(database, KEPT)
    yield database
    database.client.drop_database(database.name)
    database.client.close()


@dataclass(frozen=True)
class Aws:
    """An AWS on loopback. It is empty at the start of each test."""

    endpoint: str

    def client(self, service: Any) -> Any:
        """A boto3 client. Code under test that makes its own finds the same AWS through the environment."""
        return boto3.client(service, endpoint_url=self.endpoint, region_name=REGION)


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def aws(moto_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Aws:
    """SQS, S3, Secrets Manager and the rest by moto; `AWS_ENDPOINT_URL` and credentials are set for the test."""
    httpx.post(f"{moto_endpoint}/moto-api/reset").raise_for_status()
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto_endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return Aws(moto_endpoint)
