from typing import Any

import pytest

from job_importer.feeds.apply import Action, FieldChange, changes, read_desired
from job_importer.feeds.model import FeedSettings

URL = "https://jobs.example.com/feed.xml"


def shown(**changed: Any) -> dict[str, Any]:
    """Settings as the API shows them."""
    return FeedSettings(url=URL).model_dump() | {"source": "jobs.example.com"} | changed


def test_a_feed_that_the_registry_lacks_is_added_with_the_settings_that_the_file_names() -> None:
    (change,) = changes(read_desired({"acme": {"url": URL, "interval_seconds": 600}}), {})
    assert (change.feed_id, change.action) == ("acme", Action.ADD)
    assert change.fields == (FieldChange("url", None, URL), FieldChange("interval_seconds", None, 600))
    assert change.settings == FeedSettings(url=URL, interval_seconds=600)


def test_a_feed_that_agrees_with_the_file_is_left_alone() -> None:
    assert changes(read_desired({"acme": {"url": URL}}), {"acme": shown() | {"health": {}, "next_due_at": "x"}}) == []


def test_a_change_names_the_old_and_the_new_value() -> None:
    current = {"acme": shown(interval_seconds=60, default_company="Acme")}
    (change,) = changes(read_desired({"acme": {"url": URL, "enabled": False}}), current)
    assert change.action == Action.UPDATE
    assert change.fields == (
        FieldChange("interval_seconds", 60, 3_600),
        FieldChange("default_company", "Acme", None),
        FieldChange("enabled", True, False),
    )


def test_feeds_outside_the_file_are_left_alone() -> None:
    assert changes({}, {"acme": shown()}) == []


def test_changes_come_by_feed_id() -> None:
    desired = read_desired({name: {"url": URL} for name in ("b", "c", "a")})
    assert [change.feed_id for change in changes(desired, {})] == ["a", "b", "c"]


def test_secrets_are_sent_again_because_they_cannot_be_compared_and_are_never_shown() -> None:
    url = f"{URL}?key=s3cret&page=1"
    desired = read_desired({"acme": {"url": url, "headers": {"X-Api-Key": "t0ken"}}})
    current = {"acme": shown(url=f"{URL}?key=***&page=1", headers={"X-Api-Key": "***"})}
    (change,) = changes(desired, current)
    assert [(field.field, field.resent) for field in change.fields] == [("url", True), ("headers", True)]
    assert "s3cret" not in str(change.fields)
    assert "t0ken" not in str(change)
    assert change.settings.headers["X-Api-Key"].get_secret_value() == "t0ken"


def test_a_url_that_the_api_shows_in_full_is_compared() -> None:
    url = f"{URL}?key=s3cret"
    desired = read_desired({"acme": {"url": url}})
    assert changes(desired, {"acme": shown(url=url)}) == []
    (change,) = changes(desired, {"acme": shown(url=f"{URL}?key=0lder")})
    assert [(field.field, field.resent) for field in change.fields] == [("url", True)]
    assert "0lder" not in str(change.fields)


def test_a_header_that_the_file_dropped_is_a_change() -> None:
    (change,) = changes(read_desired({"acme": {"url": URL}}), {"acme": shown(headers={"X-Api-Key": "***"})})
    assert change.fields == (FieldChange("headers", {"X-Api-Key": "***"}, {}),)


def test_an_empty_file_asks_for_nothing() -> None:
    assert read_desired(None) == {}


@pytest.mark.parametrize(
    ("document", "mistake"),
    [
        ({"Not A Slug": {"url": URL}}, "Not A Slug"),
        ({"acme": {"url": "ftp://example.com/"}}, "acme.url"),
        ({"acme": {"url": URL, "intervall": 5}}, "acme.intervall"),
        ({"acme": None}, "acme"),
        (["acme"], "file"),
    ],
)
def test_a_mistake_in_the_file_is_named_by_its_place(document: object, mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake):
        read_desired(document)


def test_a_mistake_beside_a_secret_does_not_show_it() -> None:
    with pytest.raises(ValueError, match=r"acme\.url") as caught:
        read_desired({"acme": {"url": "ftp://example.com/?key=s3cret", "headers": {"A": "t0ken"}}})
    assert "s3cret" not in str(caught.value)
    assert "t0ken" not in str(caught.value)
