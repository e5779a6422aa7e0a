"""Where the API is: from the environment, else from the file that `make up` leaves behind."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.jobctl.errors import JobctlError

ROOT = Path(__file__).resolve().parents[2]
HINT = "Start the local stack with `make up`, or set JOB_IMPORTER_API and JOB_IMPORTER_TOKEN."


@dataclass(frozen=True)
class Access:
    """The API's base URL and a token."""

    api_url: str
    token: str = field(repr=False)


def find_access(environment: Mapping[str, str] = os.environ) -> Access:
    """Raises JobctlError where neither place says it. With the API alone in the environment, a token is needed too."""
    if api_url := environment.get("JOB_IMPORTER_API"):
        token = environment.get("JOB_IMPORTER_TOKEN", "")
        if not token:
            raise JobctlError("JOB_IMPORTER_API is set, but JOB_IMPORTER_TOKEN is not.")
        return Access(api_url.rstrip("/"), token)
    stack = read_stack(environment)
    return Access(stack["api_url"].rstrip("/"), environment.get("JOB_IMPORTER_TOKEN") or stack["operator_token"])


def read_stack(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """How to reach the local stack: api_url, operator_token, endpoint_url, region and the queues' URLs.

    From the file that `make up` has left, which takes no time; else the stack itself is asked.
    """
    path = Path(environment.get("JOB_IMPORTER_HOME", ROOT / ".local")) / "stack.json"
    try:
        stack: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return _ask_the_stack()
    return stack


def deployed_outputs(stack: str) -> dict[str, str]:
    """The outputs of a stack on AWS. Raises what boto3 raises."""
    import boto3  # half a second's import, needed here alone

    stacks: list[Any] = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stacks[0]["Outputs"]}


def _ask_the_stack() -> dict[str, Any]:
    from botocore.exceptions import BotoCoreError, ClientError  # half a second's import, needed here alone

    from tools.local.api import access
    from tools.local.config import from_environment
    from tools.local.facts import stack_facts

    config = from_environment()
    try:
        return stack_facts(config, access(config))
    except (BotoCoreError, ClientError) as error:
        raise JobctlError(f"There is no local stack at {config.endpoint} ({error}). {HINT}") from None
