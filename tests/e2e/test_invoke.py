"""Single functions on their example events, by the emulator: the event and environment that `sam local invoke` gets."""

import json
from pathlib import Path

import pytest
from samcli.yamlhelper import yaml_parse

from tests.support.stack import Stack
from tools.local.invoke import FUNCTIONS, by_the_emulator, environment_file, event_of, logical_id
from tools.local.services import LocalError

pytestmark = pytest.mark.e2e

TEMPLATE = yaml_parse((Path(__file__).parents[2] / "template.yaml").read_text())


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_works_on_its_example(stack: Stack, function: str) -> None:
    done = stack.run("invoke", function, "--no-docker")
    assert done.returncode == 0, done.stdout
    answer = by_the_emulator(stack.config, function, event_of(function, None))
    if function == "consumer":
        assert answer == {"batchItemFailures": []}
    if function == "api":
        assert answer["statusCode"] == 401


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_containers_environment_is_that_of_the_stack_and_all_of_it_is_declared(stack: Stack, function: str) -> None:
    """sam hands on what the template declares, and nothing else: least of all where AWS is, by a name that is not."""
    with environment_file(stack.config, function) as file:
        [(name, variables)] = json.loads(file.read_text()).items()
    own = TEMPLATE["Resources"][name]["Properties"].get("Environment", {}).get("Variables", {})
    declared = set(TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]) | set(own)
    assert name == logical_id(function)
    assert set(variables) <= declared
    assert variables["AWS_ENDPOINT_URL"] == stack.config.endpoint
    assert TEMPLATE["Parameters"]["EndpointUrl"]["Default"] == ""


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(LocalError, match="scheduler, importer, consumer"):
        event_of("schedular", None)
    with pytest.raises(LocalError, match="no event"):
        event_of("api", Path("nowhere.json"))
