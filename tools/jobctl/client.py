"""A client of the REST API whose errors are sentences for people."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx

from tools.jobctl.config import HINT, Access, find_access
from tools.jobctl.errors import FAULT, USAGE, JobctlError
from tools.jobctl.output import Json

PAGE = 100
WHAT_WAS_TYPED = {400, 404, 413, 415, 422}  # the statuses that speak of it
TIMEOUT_SECONDS = 35  # API Gateway gives up after 29


class Client:
    def __init__(self, access: Access) -> None:
        self.url = access.api_url
        self._http = httpx.Client(
            base_url=access.api_url,
            headers={"Authorization": f"Bearer {access.token}", "Accept": "application/json"},
            timeout=TIMEOUT_SECONDS,
            trust_env=httpx.URL(access.api_url).host not in ("127.0.0.1", "localhost", "::1"),  # no proxy to ourselves
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(self, path: str, **parameters: Any) -> Json:
        return self._call("GET", path, params=_given(parameters))

    def post(self, path: str, body: Json | None = None, **parameters: Any) -> Json:
        return self._call("POST", path, json=body, params=_given(parameters))

    def put(self, path: str, body: Json, **parameters: Any) -> Json:
        return self._call("PUT", path, json=body, params=_given(parameters))

    def patch(self, path: str, body: Json) -> Json:
        return self._call("PATCH", path, json=body)

    def delete(self, path: str) -> None:
        self._call("DELETE", path)

    def items(self, path: str, limit: int | None = None, **parameters: Any) -> Iterator[Json]:
        """The items of a list, up to `limit`, page by page."""
        cursor = None
        while limit is None or limit > 0:
            page = self.get(path, **parameters, limit=min(PAGE, limit or PAGE), cursor=cursor)
            yield from page["items"]
            cursor = page["next_cursor"]
            if not cursor:
                return
            limit = None if limit is None else limit - len(page["items"])

    def _call(self, method: str, path: str, **arguments: Any) -> Json:
        try:
            answer = self._http.request(method, path, **arguments)
        except httpx.TransportError as error:
            raise JobctlError(f"No answer from the API at {self.url} ({error}). {HINT}") from None
        if answer.status_code == httpx.codes.NO_CONTENT:
            return {}
        document = _json(answer)
        if document is None:
            raise JobctlError(f"{self.url} is not a Job Importer API (any more). {HINT}")
        if answer.is_success:
            return document
        raise _error(answer, document["error"])


@contextmanager
def api() -> Iterator[Client]:
    """The API that this command is for."""
    with Client(find_access()) as client:
        yield client


def segment(text: str) -> str:
    """One segment of a path, whatever the user typed."""
    return quote(text, safe="")


def _given(parameters: Json) -> Json:
    return {name: value for name, value in parameters.items() if value is not None}


def _json(answer: httpx.Response) -> Json | None:
    """None if it is not what our API sends."""
    try:
        document = answer.json()
    except ValueError:
        return None
    is_ours = isinstance(document, dict) and (answer.is_success or isinstance(document.get("error"), dict))
    return document if is_ours else None


def _error(answer: httpx.Response, error: Json) -> JobctlError:
    sentence = str(error["message"])
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        sentence = "The API rejected the token; set JOB_IMPORTER_TOKEN to the viewer or operator token."
    elif answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        sentence = f"{sentence} (request {error['request_id']})"
    exit_code = USAGE if answer.status_code in WHAT_WAS_TYPED else FAULT
    return JobctlError(sentence, exit_code, error["code"], error["request_id"])
