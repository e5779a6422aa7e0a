"""What goes to sam, and what nobody may see on the way."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from samcli.cli.types import CfnParameterOverridesType

from tools.deploy import DeployError, deploy, parameter_file, parameters_of, region_of

ROOT = Path(__file__).parents[3]
URI = "mongodb+srv://jane:it's%20%22quoted%22@cluster.example/?w=majority&x='y'"


@pytest.mark.parametrize("value", [URI, 'mongodb://a:"b"@c/', "mongodb://a/?x=1 y", r"mongodb://a:\\d@c/"])
def test_sam_reads_a_uri_as_it_is_whatever_quotes_it_has(value: str) -> None:
    with parameter_file({"MongoUri": value, "Environment": "dev"}) as overrides:
        read = CfnParameterOverridesType().convert((overrides,), None, None)
    assert read == {"MongoUri": value, "Environment": "dev"}


def test_the_file_is_its_owners_alone_and_does_not_stay() -> None:
    with parameter_file({"MongoUri": URI}) as overrides:
        file = Path(overrides.removeprefix("file://"))
        assert json.loads(file.read_text()) == {"MongoUri": URI}
        assert file.parent.stat().st_mode & 0o077 == 0
    assert not file.exists()


def test_the_uri_is_on_no_command_line_and_the_region_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr("subprocess.run", lambda call, env, **_: calls.append((" ".join(map(str, call)), env)))
    deploy("dev", {"MONGO_URI": URI, "REGION": "eu-central-1", "AWS_REGION": "us-west-2", "PATH": "/bin"})
    assert len(calls) == 4
    for line, environment in calls:
        assert "mongodb" not in line
        assert environment["AWS_REGION"] == environment["AWS_DEFAULT_REGION"] == "eu-central-1"


def test_without_a_region_nothing_is_deployed() -> None:
    assert region_of({"AWS_DEFAULT_REGION": "eu-west-1"}) == "eu-west-1"
    with pytest.raises(DeployError, match="REGION="):
        deploy("dev", {})


def test_the_parameters_are_those_that_were_given() -> None:
    values = parameters_of({"PARAMETERS": "AlarmEmail=ops@example.com 'HostIntervals=a.example=2 b.example=3'"}, "prod")
    assert values["AlarmEmail"] == "ops@example.com"
    assert values["HostIntervals"] == "a.example=2 b.example=3"
    assert "MongoUri" not in values
    with pytest.raises(DeployError, match="nonsense"):
        parameters_of({"PARAMETERS": "nonsense"}, "prod")


@pytest.mark.parametrize(
    "file", ["Makefile", "samconfig.toml", "tools/deploy.py", "tools/publish.py", "tools/smoke.py"]
)
def test_nothing_assumes_a_region(file: str) -> None:
    text = (ROOT / file).read_text()
    assert not re.search(r"[a-z]{2}-[a-z]+-\\d", re.sub(r"--region us-east-1|REGION=eu-central-1", "", text))


def test_names_that_the_whole_account_shares_tell_their_region() -> None:
    """CloudFront and the dashboards of CloudWatch are not of a region."""
    template: Any = (ROOT / "template.yaml").read_text()
    assert "-site\n" not in template
    assert template.count("Name: !Sub ${AWS::StackName}-${AWS::Region}") == 3
