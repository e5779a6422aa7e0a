"""`jobctl db prepare`: the database as it should be, by the URI of the environment or of a stack."""

from typing import Any

import boto3
import pytest

from job_importer.indexes import Retention, all_indexes, missing_indexes
from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.jobctl import Shell

TEMPLATE = """{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}, "Outputs": {"MongoSecretId": {"Value": "mongo"}}}"""


@pytest.fixture
def bare(db: Db) -> Db:
    for name in all_indexes(Retention()):
        db[name].drop_indexes()
    return db


def test_it_builds_what_is_missing_and_then_nothing(
    bare: Db, secantus: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONGO_URI", secantus)
    monkeypatch.setenv("KEEP_RUNS_DAYS", "100")
    first = shell("db", "prepare", "--database", bare.name)
    assert first.exit_code == 0
    assert "runs.finished_at_1" in first.out
    assert missing_indexes(bare) == []
    kept: Any = bare.runs.index_information()["finished_at_1"]
    assert kept["expireAfterSeconds"] == 100 * 86_400
    assert shell("db", "prepare", "--database", bare.name).out.strip() == "The database was already prepared."


def test_an_index_of_an_earlier_version_is_named_and_dropped_when_asked(
    db: Db, secantus: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MONGO_URI", secantus)
    db.jobs.create_index("seen.$**")
    assert "jobs.seen.$**_1 is not used by this version" in shell("db", "prepare", "--database", db.name).out
    assert "seen.$**_1" in db.jobs.index_information()
    assert "jobs.seen.$**_1 is dropped" in shell("db", "prepare", "--drop-others", "--yes", "--database", db.name).out
    assert set(db.jobs.index_information()) == {"_id_", *(i.document["name"] for i in all_indexes(Retention())["jobs"])}


def test_a_stack_tells_where_its_database_is(bare: Db, aws: Aws, secantus: str, shell: Shell) -> None:
    boto3.client("secretsmanager").create_secret(Name="mongo", SecretString=secantus)
    boto3.client("cloudformation").create_stack(StackName="job-importer-dev", TemplateBody=TEMPLATE)
    assert shell("db", "prepare", "--stack", "job-importer-dev", "--database", bare.name).exit_code == 0
    assert missing_indexes(bare) == []


def test_what_stands_in_the_way_is_said_in_a_sentence(shell: Shell, monkeypatch: pytest.MonkeyPatch, aws: Aws) -> None:
    assert "stack job-importer-none cannot be read" in shell("db", "prepare", "--stack", "none").err
    monkeypatch.setenv("KEEP_FAILURES_DAYS", "20")
    assert "KEEP_FAILURES_DAYS must be more than KEEP_CHUNKS_DAYS" in shell("db", "prepare").err
