"""How often and how much: at the limit itself, and one beyond it."""

from base64 import b64encode
from types import SimpleNamespace
from typing import Any

import pytest

from job_importer.api import body, readiness
from job_importer.api.body import require_json
from job_importer.api.errors import ApiError
from job_importer.api.readiness import ASKED_EVERY_SECONDS, Readiness


def request(text: str, content_type: str = "application/json", *, is_base64: bool = False) -> Any:
    return SimpleNamespace(body=text, headers={"content-type": content_type}, is_base64_encoded=is_base64)


def test_a_body_may_be_as_long_as_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MAX_CHARS", 10)
    require_json(request('"12345678"'))
    with pytest.raises(ApiError) as error:
        require_json(request('"123456789"'))
    assert (error.value.status, error.value.code) == (413, "body_too_large")


def test_a_body_may_come_as_base64() -> None:
    require_json(request(b64encode('{"é": 1}'.encode()).decode(), is_base64=True))


@pytest.mark.parametrize("text", ["e30=!", "e30", b64encode(b'"\xff"').decode()], ids=["mark", "cut", "latin-1"])
def test_a_body_that_is_no_base64_of_utf8_is_refused(text: str) -> None:
    with pytest.raises(ApiError, match="not valid base64 of UTF-8") as error:
        require_json(request(text, is_base64=True))
    assert error.value.status == 400


@pytest.mark.parametrize("content_type", ["", "application/json", "Application/JSON; charset=utf-8"])
def test_a_body_is_json_whatever_its_parameters(content_type: str) -> None:
    require_json(request("{}", content_type))
    require_json(request("", "text/plain"))
    with pytest.raises(ApiError) as error:
        require_json(request("{}", "text/plain"))
    assert error.value.status == 415


def test_the_database_is_asked_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, asked = [100.0], list[float]()
    monkeypatch.setattr(readiness, "_answers", lambda _: bool(asked.append(now[0])) or len(asked) == 1)
    ready = Readiness(lambda: now[0])
    none: Any = None
    found = []
    for later in (0.0, ASKED_EVERY_SECONDS - 0.1, ASKED_EVERY_SECONDS):
        now[0] = 100.0 + later
        found.append(ready.of(none))
    assert found == [True, True, False]
    assert asked == [100.0, 100.0 + ASKED_EVERY_SECONDS]
