"""The settings that affect how a feed is read, as a digest: equal settings give equal readings. Pure."""

import json
from hashlib import blake2b

from job_importer.feeds.model import FeedDoc, FeedSettings

_OF_THE_SCHEDULE = {"interval_seconds", "enabled"}
_READ_BY = sorted(set(FeedSettings.model_fields) - _OF_THE_SCHEDULE)


def settings_digest(feed: FeedDoc) -> str:
    """32 hex digits over these settings, including secret headers."""
    values = {name: feed.get(name) for name in _READ_BY}
    return blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=16).hexdigest()
