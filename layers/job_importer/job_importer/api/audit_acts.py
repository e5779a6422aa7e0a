"""What a caller did, as recorded in the audit log: without secrets. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from job_importer.audit import Act, Action, changes
from job_importer.feeds.model import FeedDoc, FeedSettings
from job_importer.pipeline.starting import Started
from job_importer.urls.redact import HIDDEN, redact_url


def feed_put(stored: FeedDoc | None, written: FeedDoc) -> Act:
    action = Action.FEED_CHANGED if stored else Action.FEED_ADDED
    found = changes(_settings(stored or {}), _settings(written))
    if stored and stored["headers"] != written["headers"] and "headers" not in found:  # other values of the same names
        shown = _settings(written)["headers"]
        found["headers"] = {"old": shown, "new": shown}
    if stored and stored["url"] != written["url"] and "url" not in found:
        shown = redact_url(written["url"])
        found["url"] = {"old": shown, "new": shown}
    return Act(action, f"feeds/{written['_id']}", written["_id"], found)


def feed_removed(feed: FeedDoc) -> Act:
    return Act(Action.FEED_REMOVED, f"feeds/{feed['_id']}", feed["_id"], changes(_settings(feed), {}))


def imports_started(started: Sequence[Started], options: Mapping[str, Any]) -> Iterator[Act]:
    """For the runs that are new. `options` are those of the request."""
    action = Action.COLLAPSE_ACCEPTED if options["accept_collapse"] else Action.IMPORT_STARTED
    chosen = changes(dict.fromkeys(options, False), options)
    return _started(action, started, chosen)


def replay_started(started: Started, run_id: str) -> Iterator[Act]:
    return _started(Action.REPLAY_STARTED, [started], {"replay_of": {"old": None, "new": run_id}})


def _started(action: Action, started: Sequence[Started], chosen: Mapping[str, Any]) -> Iterator[Act]:
    for one in started:
        if one.id and one.reason is None:
            yield Act(action, f"imports/{one.id}", one.feed_id, chosen)


def _settings(feed: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: feed[name] for name in FeedSettings.model_fields if name in feed}
    if "url" in shown:
        shown["url"] = redact_url(shown["url"])
    if "headers" in shown:
        shown["headers"] = dict.fromkeys(shown["headers"], HIDDEN)
    return shown
