"""`python -m tools.smoke STACK`: does a deployed stack do what it is for? Health, sign-in, one import of a small feed,
which lies in the site bucket for as long as that takes. Ends by saying how to reach the stack.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import boto3

from tools.jobctl.client import Client
from tools.jobctl.errors import JobctlError
from tools.jobctl.output import Json
from tools.jobctl.stacks import deployed_access, deployed_outputs
from tools.jobctl.watching import follow

FEED_ID = "smoke-test"
SECONDS = 180
FEED = b"""<?xml version="1.0" encoding="utf-8"?>
<source><publisher>Smoke test</publisher>
<job><title>Smoke tester</title><referencenumber>smoke-1</referencenumber><url>https://example.com/smoke/1</url>
<company>Smoke test</company><city>Nowhere</city><description>Is it working?</description></job>
<job><title>Second smoke tester</title><referencenumber>smoke-2</referencenumber><url>https://example.com/smoke/2</url>
<company>Smoke test</company><city>Nowhere</city><description>It is.</description></job>
</source>
"""


class SmokeError(Exception):
    """What does not work, and where to look."""


def check(api: Client, s3: Any, bucket: str, site_url: str | None, wait: Callable[[], None] | None = None) -> Json:
    """The run. The feed is fetched from the site, or where there is none by a signed URL of its bucket. Nothing of it
    stays but that run and two jobs, which are closed. Raises SmokeError.
    """
    with _otherwise("The API is not up"):
        api.get("/health")
    with _otherwise("The operator token is rejected"):
        api.get("/imports")
    key = f"smoke-test-{time.time_ns()}.xml"
    s3.put_object(Bucket=bucket, Key=key, Body=FEED, ContentType="application/xml")
    try:
        signed = {"Params": {"Bucket": bucket, "Key": key}, "ExpiresIn": 900}
        run = _import(api, f"{site_url}{key}" if site_url else s3.generate_presigned_url("get_object", **signed), wait)
    finally:
        with suppress(JobctlError):
            api.delete(f"/feeds/{FEED_ID}")
        s3.delete_object(Bucket=bucket, Key=key)
    if run["status"] not in ("succeeded", "not_modified"):
        reason = run["failure"]["message"] if run["failure"] else f"it ended as {run['status']}"
        raise SmokeError(
            f"The import of two jobs did not succeed: {reason} Check the logs of the importer and the consumer."
        )
    return run


def _import(api: Client, url: str, wait: Callable[[], None] | None) -> Json:
    with _otherwise("Adding a feed failed"):
        api.put(f"/feeds/{FEED_ID}", {"url": url, "source": FEED_ID, "enabled": False})
    with _otherwise("Starting an import failed"):
        [started] = api.post("/imports", {"feed_ids": [FEED_ID]})["imports"]
    with _otherwise("The import did not end; check the logs of the importer and the consumer"):
        *_, run = follow(api, [started["id"]], SECONDS, wait)
    return run


@contextmanager
def _otherwise(sentence: str) -> Iterator[None]:
    try:
        yield
    except JobctlError as error:
        raise SmokeError(f"{sentence}: {error}") from None


def main(stack: str) -> None:
    outputs = deployed_outputs(stack)
    with Client(deployed_access(stack)) as api:
        run = check(api, boto3.client("s3"), outputs["SiteBucketName"], outputs.get("SiteUrl"))
    print(
        f"It works: {run['counts']['fetched']} jobs of a test feed were imported in {run['duration_ms'] / 1000:.0f} s."
    )
    print(reach(stack, outputs))


def reach(stack: str, outputs: dict[str, str]) -> str:
    """How to reach the stack. Tokens are not shown: those who may read the secrets can look them up."""
    lines = [
        f"Page            {outputs.get('SiteUrl', 'not served: SiteDistribution is false')}",
        f"API             {outputs['ApiUrl']}",
        f"Viewer token    {_secret_command(outputs['ViewerTokenSecretId'])}",
        f"Operator token  {_secret_command(outputs['OperatorTokenSecretId'])}",
        f"First feed      jobctl feeds add https://… --stack {stack}",
    ]
    return "\n".join(lines)


def _secret_command(secret: str) -> str:
    return f"aws secretsmanager get-secret-value --query SecretString --output text --secret-id {secret}"


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (SmokeError, JobctlError) as error:
        sys.exit(str(error))
