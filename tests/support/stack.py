"""The whole system as `make up` deploys it, on ports and in a folder of the tests' own, beside the user's."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tools.local import shell
from tools.local.api import Access, access
from tools.local.config import ROOT, StackConfig
from tools.local.deploy import client
from tools.local.ports import free_port
from tools.local.services import Service, services, stop

HOME = ROOT / ".local" / "test"


@dataclass(frozen=True)
class Stack:
    """Deployed, without any feed. Its tests register feeds of their own, under ids that nobody else uses."""

    config: StackConfig

    @property
    def access(self) -> Access:
        """URLs and tokens, read again each time: a deployment may change the API's id."""
        return access(self.config)

    @property
    def mongo_uri(self) -> str:
        return self.config.mongo_uri

    @property
    def endpoint(self) -> str:
        return self.config.endpoint

    @property
    def feeds_url(self) -> str:
        """What lies in the folder `feeds` is served there."""
        return self.config.feeds_url

    @property
    def environment(self) -> dict[str, str]:
        """For a program that is to meet this stack: the test's environment, and where the stack is."""
        return shell.environment(self.config)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`python -m tools.local …` against this stack; its output is one text."""
        return shell.run(self.config, *arguments)

    def http(self, token: str | None = None) -> httpx.Client:
        """A client of the API; an operator's unless another token is given, and nobody's with an empty one."""
        bearer = self.access.operator_token if token is None else token
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return httpx.Client(base_url=self.access.api_base, headers=headers, timeout=35)

    def aws(self, service: Any) -> Any:
        return client(self.config, service)

    def service(self, name: str) -> Service:
        """`secantusdb`, `ministack` or `feeds`, to be stopped and started with `tools.local.services`."""
        return next(service for service in services(self.config) if service.name == name)


def _stop_and_empty(config: StackConfig) -> None:
    """Also what an interrupted session has left running."""
    for service in reversed(services(config)):
        stop(service)
    shutil.rmtree(config.home, ignore_errors=True)


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Deployed once a session. Its logs stay in `.local/test/logs` for the one who has to find out why."""
    config = StackConfig(
        home=HOME, aws_port=free_port(), mongo_port=free_port(), feeds_port=free_port(), test_commands=True
    )
    _stop_and_empty(config)
    deployed = Stack(config)
    done = deployed.run("up", "--no-samples")
    try:
        assert done.returncode == 0, done.stdout
        yield deployed
    finally:
        for service in reversed(services(config)):
            stop(service)
