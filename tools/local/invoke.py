"""One function on one event, against the running stack: by `sam local invoke` in a container, or by the emulator."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.local.config import ROOT, StackConfig
from tools.local.deploy import client
from tools.local.services import LocalError

FUNCTIONS = ("scheduler", "importer", "consumer", "reconciler", "api")


def event_of(function: str, file: Path | None) -> Path:
    """The named event, or the function's example. Raises LocalError."""
    if function not in FUNCTIONS:
        raise LocalError(f"There is no function {function}; the functions are {', '.join(FUNCTIONS)}.")
    found = file or ROOT / "events" / f"{function}.json"
    if not found.is_file():
        raise LocalError(f"There is no event {found}.")
    return found


def environment_of(config: StackConfig, function: str) -> dict[str, str]:
    """The environment of the deployed function, and the address of its AWS."""
    name = f"{config.stack_name}-{function}"
    found = client(config, "lambda").get_function_configuration(FunctionName=name)
    variables: dict[str, str] = found["Environment"]["Variables"]
    return variables | {"AWS_ENDPOINT_URL": config.endpoint}


@contextmanager
def environment_file(config: StackConfig, function: str) -> Iterator[Path]:
    """As `sam local invoke --env-vars` reads it: it hands on what the template declares, and nothing else."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "environment.json")
        file.write_text(json.dumps({logical_id(function): environment_of(config, function)}))
        yield file


def logical_id(function: str) -> str:
    return f"{function.capitalize()}Function"


def in_container(config: StackConfig, function: str, event: Path) -> int:
    """sam's exit code. The container shares this machine's network: the stack listens on 127.0.0.1 alone."""
    built = config.home / "build" / "template.yaml"
    with environment_file(config, function) as variables:
        call = [str(Path(sys.executable).parent / "sam"), "local", "invoke", logical_id(function)]
        call += ["--template", str(built), "--event", str(event), "--env-vars", str(variables)]
        here = {**os.environ, **config.aws_environment}
        return subprocess.run([*call, "--docker-network", "host"], env=here, check=False).returncode


def by_the_emulator(config: StackConfig, function: str, event: Path) -> Any:
    """The function's answer. Raises LocalError with its error."""
    name = f"{config.stack_name}-{function}"
    answer = client(config, "lambda").invoke(FunctionName=name, Payload=event.read_bytes())
    payload = json.loads(answer["Payload"].read() or b"null")
    if "FunctionError" in answer:
        raise LocalError(f"{function} failed: {json.dumps(payload)}")
    return payload


def story_of(config: StackConfig, run_id: str) -> list[str]:
    """Every line that the functions have logged about a run, in order of time."""
    logs, found, mark = client(config, "logs"), [], f'"run_id":"{run_id}"'
    for function in FUNCTIONS:
        group = f"/aws/lambda/{config.stack_name}-{function}"
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group):
            found += [line for event in page["events"] for line in event["message"].splitlines() if mark in line]
    return sorted(found, key=_time_of)


def _time_of(line: str) -> str:
    try:
        return str(json.loads(line)["timestamp"])
    except (ValueError, KeyError, TypeError):
        return ""
