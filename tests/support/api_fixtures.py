"""Fixtures of an API with its tokens, on the test's own servers."""

from collections.abc import Iterator

import pytest
from aws_lambda_powertools.utilities import parameters

from job_importer.connections import Context
from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.api_client import OPERATOR, VIEWER
from tests.support.lambdas import make_context


@pytest.fixture
def connections(db: Db, aws: Aws) -> Iterator[Context]:
    secrets = aws.client("secretsmanager")
    for name, token in (("viewer", VIEWER), ("operator", OPERATOR)):
        secrets.create_secret(Name=name, SecretString=token)
    parameters.clear_caches()
    yield make_context(db, aws)
    parameters.clear_caches()
