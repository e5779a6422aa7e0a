"""Real servers for the tests, on loopback: SecantusDB as MongoDB, moto as AWS; and the whole system on MiniStack."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
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
from tests.support.chromium import chromium as chromium  # a fixture
from tests.support.scheduling import Scheduling
from tests.support.servers import KEPT, memory, mongo_server
from tests.support.stack import stack as stack  # another
from tools.local.config import HOST, REGION

# On a busy machine neither an example nor its making takes a fixed time. CI tries the same examples each time, so that
# a red run can be repeated; new ones are looked for wherever else the tests run, and by `make fuzz`.
settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("busy")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


@pytest.fixture(autouse=True)
def log_level() -> Iterator[None]:
    """Some of the tools log nothing but the worst; what comes after them does."""
    level = logger.log_level
    yield
    logger.setLevel(level)


@pytest.fixture(scope="session")
def secantus() -> Iterator[str]:
    """The URI of a SecantusDB server of this session's own, with fail points (`configureFailPoint`) enabled."""
    with TemporaryDirectory(prefix="secantus-", dir=memory()) as home, mongo_server(Path(home)) as uri:
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


_make_client = boto3.Session.client
_clients: dict[Any, Any] = {}


def _client(session: boto3.Session, *service: Any, **options: Any) -> Any:
    """As boto3 makes it, but once for each environment: making one takes longer than most of the tests."""
    known_by = service, repr(options), frozenset(item for item in os.environ.items() if item[0].startswith("AWS_"))
    if known_by not in _clients:
        _clients[known_by] = _make_client(session, *service, **options)
    return _clients[known_by]


boto3.Session.client = _client  # type: ignore[assignment,method-assign]


@pytest.fixture(scope="session")
def moto() -> Iterator[httpx.Client]:
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with httpx.Client(base_url=f"http://{host}:{port}", timeout=60) as client:
        yield client
    server.stop()


@pytest.fixture
def aws(moto: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> Aws:
    """SQS, S3, Secrets Manager and the rest by moto; `AWS_ENDPOINT_URL` and credentials are set for the test."""
    moto.post("/moto-api/reset").raise_for_status()
    endpoint = str(moto.base_url).rstrip("/")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return Aws(endpoint)


Hear = Callable[[Any, str, Callable[..., None]], None]


@pytest.fixture
def hear() -> Iterator[Hear]:
    """Hands the parameters of each call of an operation to a function, until the test ends: clients are shared."""
    heard: list[tuple[Any, str, Callable[..., None]]] = []

    def register(client: Any, operation: str, note: Callable[..., None]) -> None:
        event = f"before-parameter-build.{client.meta.service_model.service_name}.{operation}"
        client.meta.events.register(event, note)
        heard.append((client, event, note))

    yield register
    for client, event, note in heard:
        client.meta.events.unregister(event, note)
