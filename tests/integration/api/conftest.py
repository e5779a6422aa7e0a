import pytest

from job_importer.connections import Context
from tests.support.api_client import OPERATOR, VIEWER, Client
from tests.support.api_fixtures import connections

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
