"""Finds the API: of a named stack, from the environment, or from the file written by `make up`."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.jobctl import options
from tools.jobctl.errors import JobctlError

ROOT = Path(__file__).resolve().parents[2]
HINT = (
    "Start the local stack with `make up`, choose a stack with --stack, or set JOB_IMPORTER_API and JOB_IMPORTER_TOKEN."
)


@dataclass(frozen=True)
class Access:
    """The API's base URL and a token; and the address of the admin page, if known."""

    api_url: str
    token: str = field(repr=False)
    page_url: str | None = None


def chosen_stack(environment: Mapping[str, str] = os.environ) -> str | None:
    """The stack on AWS that this command is for; None for the local one."""
    named = None if environment.get("JOB_IMPORTER_API") else environment.get("JOB_IMPORTER_STACK")
    return options.stack.get() or named


def find_access(environment: Mapping[str, str] = os.environ) -> Access:
    """Raises JobctlError if it is nowhere configured. If the environment has only the API, a token is needed too."""
    if stack := chosen_stack(environment):
        from tools.jobctl.stacks import deployed_access  # boto3, half a second's import

        return deployed_access(stack)
    if api_url := environment.get("JOB_IMPORTER_API"):
        token = environment.get("JOB_IMPORTER_TOKEN", "")
        if not token:
            raise JobctlError("JOB_IMPORTER_API is set, but JOB_IMPORTER_TOKEN is not.")
        return Access(api_url.rstrip("/"), token, environment.get("JOB_IMPORTER_PAGE"))
    local = read_stack(environment)
    token = environment.get("JOB_IMPORTER_TOKEN") or local["operator_token"]
    return Access(local["api_url"].rstrip("/"), token, local.get("page_url"))


def read_stack(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """How to reach the local stack: api_url, page_url, operator_token, endpoint_url, region and the queues' URLs.

    From the file that `make up` has left, which takes no time; else the stack itself is asked.
    """
    path = Path(environment.get("JOB_IMPORTER_HOME", ROOT / ".local")) / "stack.json"
    try:
        stack: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return _ask_the_stack()
    return stack


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
