from collections.abc import Callable, Iterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from job_importer.codes import FeedError
from job_importer.fetching.client import fetch
from job_importer.fetching.model import Fetched, FetchLimits, FetchRequest
from tests.support.sick_server import SickServer

LIMITS = FetchLimits(
    total_seconds=5.0,
    idle_seconds=2.0,
    max_bytes=1_000_000,
    max_compressed_bytes=500_000,
    allowed_networks=(ip_network("127.0.0.0/8"),),
)


@pytest.fixture
def server() -> Iterator[SickServer]:
    with SickServer() as running:
        yield running


@pytest.fixture
def body(tmp_path: Path) -> Path:
    return tmp_path / "body"


@pytest.fixture
def get(body: Path) -> Callable[..., Fetched]:
    """Fetch a URL within LIMITS, without real pauses between attempts; keywords override limits or `fetch`'s own."""

    def _get(url: str, request: FetchRequest | None = None, **changes: object) -> Fetched:
        own = {name: changes.pop(name) for name in ("sleep", "clock", "jitter", "resolve") if name in changes}
        return fetch(
            request or FetchRequest(url),
            body,
            replace(LIMITS, **changes),
            **({"sleep": lambda _: None, "jitter": lambda: 0.0} | own),
        )

    return _get


@pytest.fixture
def failure(get: Callable[..., Fetched], body: Path) -> Callable[..., FeedError]:
    """The FeedError of a fetch that must fail, and leave no file."""

    def _failure(*args: object, **changes: object) -> FeedError:
        with pytest.raises(FeedError) as caught:
            get(*args, **changes)
        assert not body.exists()
        return caught.value

    return _failure
