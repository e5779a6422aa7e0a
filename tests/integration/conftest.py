"""A feed over HTTP and the pipeline that imports it. A module says with CHUNK how many jobs a chunk holds."""

from collections.abc import Iterator

import pytest

from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.feed_server import FeedServer, feed_server
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.world import NOW, add_feed


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as served:
        yield served


@pytest.fixture
def pipeline(db: Db, aws: Aws, server: FeedServer, request: pytest.FixtureRequest) -> Pipeline:
    add_feed(db, url=server.url)
    return Pipeline(make_context(db, aws, chunk_max_jobs=getattr(request.module, "CHUNK", 2)), NOW)
