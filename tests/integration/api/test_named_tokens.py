"""Tokens by name beside the two that are always there, from one secret that may change while the API runs."""

import json
from dataclasses import replace
from typing import Any

import pytest
from aws_lambda_powertools.utilities import parameters

from job_importer.api.auth import digest_of
from job_importer.connections import Context
from tests.conftest import Aws
from tests.support.api_client import OPERATOR, VIEWER, Client


@pytest.fixture
def named(connections: Context) -> Context:
    return replace(connections, settings=connections.settings.model_copy(update={"named_tokens_secret": "named"}))


def write(aws: Aws, secret: Any) -> None:
    """As the API finds it once what it remembers is old."""
    text = secret if isinstance(secret, str) else json.dumps(secret)
    secrets = aws.client("secretsmanager")
    try:
        secrets.create_secret(Name="named", SecretString=text)
    except secrets.exceptions.ResourceExistsException:
        secrets.put_secret_value(SecretId="named", SecretString=text)
    parameters.clear_caches()


def entry(token: str, role: str) -> dict[str, str]:
    return {"role": role, "digest": digest_of(token).hex()}


def statuses(ctx: Context, *tokens: str) -> list[tuple[int, int]]:
    """Of a read and of a write."""
    clients = [Client(ctx, token) for token in tokens]
    return [(client.get("/feeds").status, client.call("DELETE", "/feeds/none").status) for client in clients]


def test_each_token_has_a_role_and_one_can_be_withdrawn(named: Context, aws: Aws) -> None:
    people = {"anna": entry("annas", "operator"), "ben": entry("bens", "viewer"), "cleo": entry("cleos", "viewer")}
    write(aws, people)
    assert statuses(named, "annas", "bens", "cleos") == [(200, 404), (200, 403), (200, 403)]
    assert statuses(named, VIEWER, OPERATOR) == [(200, 403), (200, 404)]
    del people["ben"]
    write(aws, people)
    assert statuses(named, "annas", "bens", "cleos") == [(200, 404), (401, 401), (200, 403)]


@pytest.mark.parametrize(
    "secret",
    [
        "annas",
        "[]",
        {"anna": {"role": "owner", "digest": digest_of("annas").hex()}},
        {"anna": {"role": "operator", "digest": "annas"}},
        {"anna": {"role": "operator", "digest": ""}},
        {"operator": entry("annas", "operator")},
        {"": entry("annas", "operator")},
    ],
)
def test_what_is_no_list_of_tokens_lets_nobody_in_and_shuts_nobody_out(named: Context, aws: Aws, secret: Any) -> None:
    write(aws, secret)
    assert statuses(named, "annas", VIEWER, OPERATOR) == [(401, 401), (200, 403), (200, 404)]


def test_an_installation_of_before_has_two_tokens(connections: Context) -> None:
    assert connections.settings.named_tokens_secret == ""
    assert statuses(connections, VIEWER, OPERATOR, "annas") == [(200, 403), (200, 404), (401, 401)]
