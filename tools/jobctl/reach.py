"""Connects to the parts of an installation outside the API: of a named stack on AWS, otherwise the local one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import boto3

from tools.jobctl.stacks import deployed_outputs
from tools.local.config import from_environment
from tools.local.deploy import client, outputs

Clients = Callable[[str], Any]
"""From the name of a service to its boto3 client."""


def reach(stack: str | None) -> tuple[Clients, dict[str, str]]:
    """Its clients and its outputs. Raises JobctlError, BotoCoreError, ClientError."""
    if stack:
        clients: Any = boto3.client
        return clients, deployed_outputs(stack)
    config = from_environment()
    return partial(client, config), outputs(config)
