"""`jobctl erase`, `jobctl feeds remove --erase` and `jobctl tokens` on a stack, by its outputs and secrets."""

import json
from typing import Any

import boto3
import pytest
from aws_lambda_powertools.utilities import parameters

from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.pipeline.consumer import store_chunk
from tests.conftest import Aws
from tests.support.api_client import OPERATOR, VIEWER, Client
from tests.support.jobctl import Shell
from tests.support.world import FEED, NOW, RUN_1, add_feed, begin_run, chunk, job, publish
from tests.support.world import state as state_of

STACK = "job-importer-dev"
OUTPUTS = {
    "MongoSecretId": "mongo",
    "ErasureKeySecretId": "erasure",
    "NamedTokensSecretId": "named",
    "ViewerTokenSecretId": "viewer",
    "OperatorTokenSecretId": "operator",
    "SnapshotBucketName": "snapshots",
}
EMAIL = "jane.doe@example.com"


@pytest.fixture
def stack(jobctl: Shell, connections: Context, secantus: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The API's own installation, as a stack that was deployed."""
    values = {name: {"Value": value} for name, value in OUTPUTS.items()}
    template = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}, "Outputs": values}
    boto3.client("cloudformation").create_stack(StackName=STACK, TemplateBody=json.dumps(template))
    for name, text in (("mongo", secantus), ("erasure", "key-of-the-test"), ("named", "{}")):
        boto3.client("secretsmanager").create_secret(Name=name, SecretString=text)
    monkeypatch.setenv("MONGO_DATABASE", connections.db.name)
    monkeypatch.setattr("tools.erasing.place.CONSUMER_SECONDS", 0.0)
    return jobctl


@pytest.fixture
def stored(db: Db) -> Db:
    add_feed(db)
    begin_run(db, RUN_1)
    message = chunk(RUN_1, 0, [job(1), job(2, description_text=f"Ask {EMAIL}", description_html=f"<p>Ask {EMAIL}</p>")])
    publish(db, message)
    store_chunk(db, message, NOW)
    db.feeds.update_many({}, {"$set": {"lease": None}})
    return db


def test_a_text_is_counted_first_and_erased_when_asked(stack: Shell, stored: Db) -> None:
    before = state_of(stored)
    looked = stack("erase", "--text", EMAIL, "--dry-run", "--stack", "dev")
    assert (looked.exit_code, looked.out.strip()) == (0, "It was found in jobs (1).")
    assert stack("erase", "--text", EMAIL, "--stack", "dev").exit_code == 2  # nobody is here to answer
    assert state_of(stored) == before
    done = stack("erase", "--text", EMAIL, "--yes", "--json", "--stack", "dev")
    assert done.json == {"dry_run": False, "found": {"jobs": 1}}
    assert EMAIL not in str(state_of(stored))


def test_a_job_is_erased_by_its_id(stack: Shell, stored: Db) -> None:
    key = (stored.jobs.find_one({"external_id": "A-1"}) or {})["_id"]
    assert stack("erase", "--job", key, "--yes", "--stack", "dev").out.strip() == "It was erased from jobs (1)."
    assert [kept["external_id"] for kept in stored.jobs.find()] == ["A-2"]
    assert [entry["action"] for entry in stored.audit.find()] == ["data.erased"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Choose what to erase"),
        (("--text", EMAIL, "--job", "x"), "Choose what to erase"),
        (("--text", "a b"), "at least 6 letters"),
    ],
)
def test_what_cannot_be_erased_is_refused(stack: Shell, arguments: tuple[str, ...], said: str) -> None:
    refused = stack("erase", *arguments, "--yes", "--stack", "dev")
    assert refused.exit_code == 2
    assert said in refused.err


def test_an_older_stack_is_told_to_be_deployed_first(shell: Shell, aws: Aws) -> None:
    template = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}, "Outputs": {"MongoSecretId": {"Value": "m"}}}
    boto3.client("cloudformation").create_stack(StackName=STACK, TemplateBody=json.dumps(template))
    boto3.client("secretsmanager").create_secret(Name="m", SecretString="mongodb://127.0.0.1:1/")
    assert "deploy this version" in shell("erase", "--text", EMAIL, "--yes", "--stack", "dev").err


def test_a_feed_is_removed_with_all_that_it_has_brought(
    stack: Shell, stored: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.jobctl.client.find_access", lambda: own_access(stack))
    removed = stack("feeds", "remove", FEED, "--erase", "--yes", "--stack", "dev")
    assert (removed.exit_code, "jobs (2)" in removed.out) == (0, True)
    found: dict[str, Any] = state_of(stored)
    assert {name: docs for name, docs in found.items() if docs} == {}
    assert [entry["action"] for entry in stored.audit.find().sort("_id", 1)] == ["feed.removed", "data.erased"]


def own_access(shell: Shell) -> Any:
    import os

    from tools.jobctl.config import Access

    return Access(os.environ["JOB_IMPORTER_API"], OPERATOR)


def test_a_token_is_made_shown_once_and_withdrawn(stack: Shell, connections: Context, aws: Aws) -> None:
    token = stack("tokens", "add", "anna", "--role", "operator", "--json", "--stack", "dev").json["token"]
    kept = boto3.client("secretsmanager").get_secret_value(SecretId="named")["SecretString"]
    assert token not in kept
    settings = connections.settings.model_copy(update={"named_tokens_secret": "named"})
    ctx = Context(settings, connections.open_db, connections.sqs, connections.s3)
    assert works(ctx, token)
    assert stack("tokens", "add", "anna", "--stack", "dev").exit_code == 2
    assert stack("tokens", "list", "--json", "--stack", "dev").json["items"][2] == {"name": "anna", "role": "operator"}
    assert stack("tokens", "withdraw", "anna", "--yes", "--stack", "dev").exit_code == 0
    assert not works(ctx, token)
    assert stack("tokens", "withdraw", "anna", "--yes", "--stack", "dev").exit_code == 2
    assert works(ctx, VIEWER)
    stack("tokens", "withdraw", "viewer", "--yes", "--stack", "dev")
    assert not works(ctx, VIEWER)


def works(ctx: Context, token: str) -> bool:
    parameters.clear_caches()
    return Client(ctx, token).get("/feeds").status == 200
