"""A rotated secret is taken up by a process that lives on."""

from typing import Any

import pytest
from pymongo.errors import OperationFailure

from job_importer.credentials import MAX_AGE_SECONDS, SecretDatabase
from tests.conftest import Aws
from tests.support.lambdas import make_context


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def secrets(aws: Aws, monkeypatch: pytest.MonkeyPatch) -> Any:
    from aws_lambda_powertools.utilities.parameters import base

    monkeypatch.setattr(base, "DEFAULT_PROVIDERS", {})  # made for another AWS, and with a cache of its own
    client = aws.client("secretsmanager")
    client.create_secret(Name="mongo", SecretString="mongodb://one:1/")
    return client


def address(opening: SecretDatabase) -> str:
    return str(next(iter(opening().client.topology_description.server_descriptions()))[0])


def test_a_secret_is_looked_at_again_after_a_while_and_kept_if_it_is_the_same(db: Any, aws: Aws, secrets: Any) -> None:
    clock = Clock()
    opening = SecretDatabase(make_context(db, aws).settings, clock, max_age_seconds=0)
    first = opening()
    clock.now = MAX_AGE_SECONDS + 1
    assert opening() is first
    secrets.put_secret_value(SecretId="mongo", SecretString="mongodb://two:2/")
    assert opening() is first
    clock.now = 2 * MAX_AGE_SECONDS + 2
    assert address(opening) == "two"
    opening().client.close()


def test_credentials_that_the_database_refuses_are_read_anew_at_once(db: Any, aws: Aws, secrets: Any) -> None:
    opening = SecretDatabase(make_context(db, aws).settings, Clock(), max_age_seconds=0)
    assert address(opening) == "one"
    secrets.put_secret_value(SecretId="mongo", SecretString="mongodb://two:2/")
    opening.heed(OperationFailure("not primary", 10107))
    assert address(opening) == "one"
    opening.heed(OperationFailure("Authentication failed.", 18))
    assert address(opening) == "two"
    opening().client.close()
