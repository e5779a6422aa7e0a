"""--stack: how to reach a stack on AWS is read from its outputs and secrets."""

import json
import os

import boto3
import pytest

from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.api_client import OPERATOR, VIEWER
from tests.support.history import add_run
from tests.support.jobctl import Shell
from tools.jobctl.config import find_access
from tools.jobctl.errors import JobctlError


@pytest.fixture
def deployed(jobctl: Shell, aws: Aws) -> Shell:
    """A stack whose API is the running one; nothing but --stack says where it is."""
    outputs = {"ApiUrl": f"{os.environ['JOB_IMPORTER_API']}/", "SiteUrl": "https://page.example/"}
    outputs |= {"OperatorTokenSecretId": "operator", "ViewerTokenSecretId": "viewer"}
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {name: {"Value": value} for name, value in outputs.items()},
    }
    boto3.client("cloudformation").create_stack(StackName="job-importer-prod", TemplateBody=json.dumps(template))
    for name in ("JOB_IMPORTER_API", "JOB_IMPORTER_TOKEN"):
        jobctl.monkeypatch.delenv(name)
    return jobctl


def test_a_stack_is_named_in_short_or_in_full_before_the_command_or_behind_it(db: Db, deployed: Shell) -> None:
    run = add_run(db, 0)
    for arguments in (
        ("runs", "--stack", "prod"),
        ("--stack", "prod", "runs"),
        ("runs", "--stack", "job-importer-prod"),
    ):
        assert [item["id"] for item in deployed(*arguments, "--json").json["items"]] == [run]
    deployed.monkeypatch.setenv("JOB_IMPORTER_STACK", "prod")
    assert run in deployed("runs").out


def test_who_may_not_read_the_operators_token_is_a_viewer(deployed: Shell) -> None:
    deployed.monkeypatch.setenv("JOB_IMPORTER_STACK", "prod")
    assert find_access().token == OPERATOR
    boto3.client("secretsmanager").delete_secret(SecretId="operator", ForceDeleteWithoutRecovery=True)
    assert find_access().token == VIEWER
    boto3.client("secretsmanager").delete_secret(SecretId="viewer", ForceDeleteWithoutRecovery=True)
    with pytest.raises(JobctlError, match="secret viewer cannot be read"):
        find_access()


def test_a_stack_that_is_not_there_is_named_in_full(deployed: Shell) -> None:
    answer = deployed("runs", "--stack", "test")
    assert (answer.exit_code, "job-importer-test cannot be read" in answer.err) == (1, True)


def test_the_page_of_a_feed_or_an_import_is_told(db: Db, deployed: Shell) -> None:
    run = add_run(db, 0)
    assert deployed("open", "--stack", "prod").out == "https://page.example/\n"
    assert deployed("open", run[:12], "--stack", "prod").out == f"https://page.example/#/imports/{run}\n"


def test_where_the_page_is_unknown_it_is_asked_for(jobctl: Shell) -> None:
    answer = jobctl("open")
    assert (answer.exit_code, "JOB_IMPORTER_PAGE" in answer.err) == (1, True)
