"""All pages of a feed share the time that a fetch may take."""

from ipaddress import ip_network
from itertools import count
from pathlib import Path

import pytest

from job_importer.fetching.client import fetch
from job_importer.fetching.model import Fetched, FetchLimits, FetchRequest
from job_importer.pipeline import pages
from job_importer.pipeline.walk import WalkLimits
from tests.support import paged_server as serve
from tests.support.paged_server import paged_server

LIMITS = FetchLimits(240, 30, 10**6, 10**6, attempts=1, allowed_networks=(ip_network("127.0.0.0/8"),))


def test_a_page_has_the_time_that_those_before_it_have_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def watched(request: FetchRequest, body: Path, limits: FetchLimits) -> Fetched:
        given.append(limits.total_seconds)
        return fetch(request, body, limits)

    monkeypatch.setattr(pages, "fetch", watched)
    clock = count(0, 20)  # every look at it finds 20 seconds gone
    with paged_server() as server:
        server.answer = serve.by_next_url([[1], [2], [3]])
        body, walk_limits = tmp_path / "feed", WalkLimits(9, 999, 10**6)
        pages.fetch_pages(FetchRequest(server.url), body, LIMITS, walk_limits, lambda _: None, lambda: next(clock))
    assert given == [240, 200, 160]
