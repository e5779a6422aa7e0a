"""`python -m tools.smoke STACK`: does a deployed stack do what it is for? Health, sign-in, one import of a small feed,
which lies in the site bucket for as long as that takes. Ends by saying how to reach the stack.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import boto3
import httpx

from tools.jobctl.config import deployed_outputs

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


def check(
    api: httpx.Client, s3: Any, bucket: str, site_url: str | None, sleep: Callable[[float], None] = time.sleep
) -> dict[str, Any]:
    """The run. The feed is fetched from the site, or where there is none by a signed URL of its bucket. Nothing of it
    stays but that run and two jobs, which are closed. Raises SmokeError.
    """
    _expect(api.get("/health", headers={"Authorization": ""}), "The API is not up")
    _expect(api.get("/imports"), "The operators' token is refused")
    key = f"smoke-test-{time.time_ns()}.xml"
    s3.put_object(Bucket=bucket, Key=key, Body=FEED, ContentType="application/xml")
    try:
        signed = {"Params": {"Bucket": bucket, "Key": key}, "ExpiresIn": 900}
        url = f"{site_url}{key}" if site_url else s3.generate_presigned_url("get_object", **signed)
        settings = {"url": url, "source": FEED_ID, "enabled": False}
        _expect(api.put(f"/feeds/{FEED_ID}", json=settings), "A feed cannot be added")
        started = _expect(api.post("/imports", json={"feed_ids": [FEED_ID]}), "An import cannot be started")
        run = _await_end(api, started["imports"][0]["id"], sleep)
    finally:
        api.delete(f"/feeds/{FEED_ID}")
        s3.delete_object(Bucket=bucket, Key=key)
    if run["status"] not in ("succeeded", "not_modified"):
        reason = run["failure"]["message"] if run["failure"] else f"it has ended as {run['status']}"
        raise SmokeError(f"The import of two jobs did not succeed: {reason} See the importer's and consumer's logs.")
    return run


def _await_end(api: httpx.Client, run_id: str, sleep: Callable[[float], None]) -> dict[str, Any]:
    for _ in range(SECONDS):
        run = _expect(api.get(f"/imports/{run_id}"), "The import cannot be read")
        if run["finished_at"]:
            return run
        sleep(1)
    raise SmokeError(f"The import {run_id} has not ended after {SECONDS} s. See the importer's and consumer's logs.")


def _expect(answer: httpx.Response, otherwise: str) -> dict[str, Any]:
    if not answer.is_success:
        raise SmokeError(f"{otherwise}: {answer.status_code} {answer.text[:300]}")
    found: dict[str, Any] = answer.json()
    return found


def main(stack: str) -> None:
    outputs = deployed_outputs(stack)
    secret = outputs["OperatorTokenSecretId"]
    token = boto3.client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"]
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=outputs["ApiUrl"], headers=headers, timeout=35) as api:
        run = check(api, boto3.client("s3"), outputs["SiteBucketName"], outputs.get("SiteUrl"))
    print(
        f"It works: {run['counts']['fetched']} jobs of a test feed were imported in {run['duration_ms'] / 1000:.0f} s."
    )
    print(reach(outputs))


def reach(outputs: dict[str, str]) -> str:
    """How to reach the stack. The tokens are not shown: who may read the secrets can."""
    lines = [
        f"Page            {outputs.get('SiteUrl', 'not served: SiteDistribution is false')}",
        f"API             {outputs['ApiUrl']}",
        f"Viewer token    {_secret_command(outputs['ViewerTokenSecretId'])}",
        f"Operator token  {_secret_command(outputs['OperatorTokenSecretId'])}",
        f"First feed      JOB_IMPORTER_API={outputs['ApiUrl']} JOB_IMPORTER_TOKEN=… jobctl feeds add https://…",
    ]
    return "\n".join(lines)


def _secret_command(secret: str) -> str:
    return f"aws secretsmanager get-secret-value --query SecretString --output text --secret-id {secret}"


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except SmokeError as error:
        sys.exit(str(error))
