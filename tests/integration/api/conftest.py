import pytest

from job_importer.connections import Context
from tests.support.api_client import OPERATOR, VIEWER, Client
from tests.support.api_fixtures import connections
from tests.support.feed_server import FeedServer
from tests.support.pipeline import Pipeline
from tests.support.world import NOW, add_feed

__all__ = ["connections"]


@pytest.fixture
def viewer(connections: Context) -> Client:
    return Client(connections, VIEWER)


@pytest.fixture
def operator(connections: Context) -> Client:
    return Client(connections, OPERATOR)


@pytest.fixture
def stranger(connections: Context) -> Client:
    return Client(connections)


@pytest.fixture
def pipeline(connections: Context, server: FeedServer) -> Pipeline:
    add_feed(connections.db, url=server.url)
    return Pipeline(connections, NOW)
