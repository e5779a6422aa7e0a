"""Real servers for the tests, on loopback: SecantusDB as MongoDB, moto as AWS; and the whole system on MiniStack."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import boto3
import httpx
import pytest
from hypothesis import HealthCheck, settings
from moto.server import ThreadedMotoServer

from job_importer.indexes import prepare
from job_importer.mongo import Db, connect
from job_importer.observability import logger
from tests.support.servers import KEPT, mongo_server
from tests.support.stack import stack as stack  # a fixture
from tools.local.config import HOST, REGION

# On a busy machine neither an example nor its making takes a fixed time. CI tries the same examples each time, so that
# a red run can be repeated; new ones are looked for wherever else the tests run, and by `make fuzz`.
settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("busy")


@pytest.fixture(autouse=True)
def log_level() -> Iterator[None]:
    """Some of the tools log nothing but the worst; what comes after them does."""
    level = logger.log_level
    yield
    logger.setLevel(level)


@pytest.fixture(scope="session")
def secantus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URI of a SecantusDB server of this session's own, with fail points (`configureFailPoint`) enabled."""
    with mongo_server(tmp_path_factory.mktemp("secantus")) as uri:
        yield uri


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
