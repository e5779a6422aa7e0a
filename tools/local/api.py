"""The deployed REST API, as the set-up uses it: register a feed, start a run, watch it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from tools.local.config import StackConfig
from tools.local.deploy import client, outputs
from tools.local.services import LocalError

Json = dict[str, Any]
POLL_SECONDS = 0.4
RUN_SECONDS = 300  # longer than any sample or captured feed takes, on a slow machine too


@dataclass(frozen=True)
class Access:
    """How to reach a deployed stack from outside."""

    api_base: str
    page_url: str
    viewer_token: str
    operator_token: str


def access(config: StackConfig) -> Access:
    """Read from the stack itself: the API's id may change with each deployment."""
    found = outputs(config)
    secrets = client(config, "secretsmanager")
    viewer, operator = (
        secrets.get_secret_value(SecretId=found[key])["SecretString"]
        for key in ("ViewerTokenSecretId", "OperatorTokenSecretId")
    )
    api_base = f"{config.endpoint}/_aws/execute-api/{found['ApiId']}/{config.stage}"
    page_url = f"{config.endpoint}/{found['SiteBucketName']}/index.html"
    return Access(api_base, page_url, viewer, operator)


class Api:
    """Calls as an operator. Anything but success is a LocalError with what the API said."""

    def __init__(self, access: Access) -> None:
        headers = {"Authorization": f"Bearer {access.operator_token}"}
        self._http = httpx.Client(base_url=access.api_base, headers=headers, timeout=35, trust_env=False)

    def put_feed(self, feed_id: str, settings: Json) -> Json:
        return self._call("PUT", f"/feeds/{feed_id}", json=settings)

    def start_import(self, feed_id: str) -> str:
        """The id of the run: a new one, or the one that is going on already."""
        [started] = self._call("POST", "/imports", json={"feed_ids": [feed_id]})["imports"]
        if started["id"] is None:
            raise LocalError(f"{feed_id} was not imported. {started.get('reason') or ''}")
        return str(started["id"])

    def run(self, run_id: str) -> Json:
        return self._call("GET", f"/imports/{run_id}")

    def failures(self, run_id: str) -> list[Json]:
        items: list[Json] = self._call("GET", f"/imports/{run_id}/failures")["items"]
        return items

    def watch(self, run_id: str) -> Iterator[Json]:
        """The run again and again until it has ended; the last one is final."""
        deadline = time.monotonic() + RUN_SECONDS
        while True:
            run = self.run(run_id)
            yield run
            if run["finished_at"] is not None:
                return
            if time.monotonic() > deadline:
                raise LocalError(f"Run {run_id} is still {run['status']} after {RUN_SECONDS} s; see `make logs`.")
            time.sleep(POLL_SECONDS)

    def _call(self, method: str, path: str, **arguments: Any) -> Json:
        try:
            answer = self._http.request(method, path, **arguments)
        except httpx.HTTPError as error:
            raise LocalError(f"{method} {path}: the API cannot be reached ({error}). Is the stack up?") from error
        if not answer.is_success:
            raise LocalError(_said(answer) or f"{method} {path} was answered {answer.status_code}: {answer.text[:500]}")
        document: Json = answer.json()
        return document


def _said(answer: httpx.Response) -> str | None:
    """The API's own sentence, where it was the API that answered."""
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return None
