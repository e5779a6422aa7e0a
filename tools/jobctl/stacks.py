"""Stacks deployed on AWS: their outputs and secrets."""

from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from tools.jobctl.config import Access
from tools.jobctl.errors import JobctlError

PREFIX = "job-importer-"


def outputs_of(cloudformation: Any, name: str) -> dict[str, str]:
    """Raises boto3's errors."""
    (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def deployed_outputs(stack: str) -> dict[str, str]:
    """The outputs of a stack: `prod` is short for `job-importer-prod`. Raises JobctlError."""
    name = stack if stack.startswith(PREFIX) else PREFIX + stack
    try:
        return outputs_of(boto3.client("cloudformation"), name)
    except (BotoCoreError, ClientError) as error:
        raise JobctlError(f"The stack {name} cannot be read: {error}") from None


def read_secret(secret_id: str) -> str:
    """Raises JobctlError."""
    try:
        return str(boto3.client("secretsmanager").get_secret_value(SecretId=secret_id)["SecretString"])
    except (BotoCoreError, ClientError) as error:
        raise JobctlError(f"The secret {secret_id} cannot be read: {error}") from None


def deployed_access(stack: str) -> Access:
    """As operator or else as viewer, whichever secret the caller may read."""
    outputs = deployed_outputs(stack)
    try:
        token = read_secret(outputs["OperatorTokenSecretId"])
    except JobctlError:
        token = read_secret(outputs["ViewerTokenSecretId"])
    return Access(outputs["ApiUrl"].rstrip("/"), token, outputs.get("SiteUrl"))
