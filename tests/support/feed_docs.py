"""Feed documents as they lie in the database, without one."""

from datetime import UTC, datetime
from typing import Any

from job_importer.feeds.model import FeedDoc, FeedSettings, healthy
from job_importer.urls.host import default_source

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def feed_doc(feed_id: str = "acme", url: str = "https://jobs.example.com/feed.xml", **changes: Any) -> FeedDoc:
    settings = FeedSettings(url=url).model_dump() | {"source": default_source(url)}
    learned: dict[str, Any] = {
        "created_at": NOW,
        "updated_at": NOW,
        "next_due_at": NOW,
        "not_before": None,
        "lease": None,
        "health": healthy(),
        "known_identity": None,
        "yields": [],
        "validators": {"etag": None, "last_modified": None, "sha256": None, "version": None},
        "confirmed_run_id": None,
        "confirmed_at": None,
        "sent_at": None,
    }
    return {"_id": feed_id, **settings, **learned, **changes}  # type: ignore[typeddict-item]
