"""A rotated secret is taken up by a process that lives on."""

from typing import Any

import pytest
from pymongo.errors import OperationFailure

from job_importer.api import gateway
from job_importer.api.gateway import handle
from job_importer.connections import Context
from job_importer.credentials import MAX_AGE_SECONDS, SecretDatabase
from tests.conftest import Aws
from tests.support.api_client import rest_event
from tests.support.lambdas import LambdaContext, make_context


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
    clock.now = MAX_AGE_SECONDS
    assert opening() is first
    secrets.put_secret_value(SecretId="mongo", SecretString="mongodb://two:2/")
    assert opening() is first
    clock.now = 2 * MAX_AGE_SECONDS
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


def test_the_api_answers_by_the_new_secret_after_the_database_has_refused_the_old_one(
    db: Any, aws: Aws, secrets: Any, secantus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets.put_secret_value(SecretId="mongo", SecretString=secantus)
    settings = make_context(db, aws).settings.model_copy(update={"mongo_database": db.name})
    opening = SecretDatabase(settings, Clock(), max_age_seconds=0)
    ctx = Context(settings, opening, aws.client("sqs"), aws.client("s3"))
    for name in ("viewer", "operator"):
        secrets.create_secret(Name=name, SecretString=f"{name}-token")
    call = rest_event("GET", "/feeds", {"Authorization": "Bearer viewer-token"})
    assert handle(call, LambdaContext(), lambda: ctx)["statusCode"] == 200
    before = opening()
    monkeypatch.setattr(gateway, "_answer", refused)
    assert handle(call, LambdaContext(), lambda: ctx)["statusCode"] == 503
    monkeypatch.undo()
    secrets.put_secret_value(SecretId="mongo", SecretString=f"{secantus}&appName=rotated")
    assert opening() is not before
    opening().client.close()


def refused(*_: Any) -> Any:
    raise OperationFailure("Authentication failed.", 18)
