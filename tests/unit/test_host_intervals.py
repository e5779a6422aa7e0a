"""Hosts with an interval of their own, as an operator writes them."""

import pytest

from job_importer.feeds.schedule import host_of
from job_importer.settings import ConfigurationError, Settings, settings
from tests.support.feed_docs import feed_doc

NEEDED = {
    **dict.fromkeys(("mongo_secret", "viewer_token_secret", "operator_token_secret", "snapshot_bucket"), "name"),
    **dict.fromkeys(("fetch_queue_url", "fetch_dlq_url", "job_queue_url", "job_dlq_url"), "https://sqs/queue"),
}


def test_a_host_has_its_own_interval_with_and_without_www_and_the_others_the_usual() -> None:
    found = Settings(**NEEDED, host_intervals="api.example.com=0.25, WWW.Slow.Example=30", host_interval_seconds=2)
    assert found.host_interval("api.example.com") == 0.25
    assert found.host_interval(host_of(feed_doc(url="https://www.slow.example/feed.xml"))) == 30
    assert found.host_interval("elsewhere.example") == 2


@pytest.mark.parametrize("wrong", ["api.example.com", "api.example.com=fast", "api.example.com=-1"])
def test_what_is_no_interval_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    for name, value in {**NEEDED, "host_intervals": wrong}.items():
        monkeypatch.setenv(name.upper(), value)
    settings.cache_clear()
    with pytest.raises(ConfigurationError, match="HOST_INTERVALS") as error:
        settings()
    assert "\n" not in str(error.value)
    settings.cache_clear()
