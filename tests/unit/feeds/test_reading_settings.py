"""Settings that say how a feed is to be read."""

import pytest
from pydantic import ValidationError

from job_importer.feeds.model import FeedSettings


@pytest.mark.parametrize(
    "settings",
    [
        {"timezone": "Berlin"},
        {"timezone": "../etc/passwd"},
        {"url_template": "https://acme.example/jobs"},
        {"url_template": "javascript:{id}"},
        {"url_template": "https://acme.example/{id"},
    ],
)
def test_a_zone_or_template_that_is_none_is_refused(settings: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        FeedSettings(url="https://acme.example/feed", **settings)


def test_a_zone_and_a_template_are_kept_as_they_are() -> None:
    template = "https://acme.example/jobs/{slug}"
    settings = FeedSettings(url="https://acme.example/feed", timezone="Europe/Berlin", url_template=template)
    assert (settings.timezone, settings.url_template) == ("Europe/Berlin", template)
