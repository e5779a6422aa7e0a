"""What an import reads its feed by: two readings under the same settings are alike, whenever these were set. Pure."""

import json
from hashlib import blake2b

from job_importer.feeds.model import FeedDoc, FeedSettings

_OF_THE_SCHEDULE = {"interval_seconds", "enabled"}
_READ_BY = sorted(set(FeedSettings.model_fields) - _OF_THE_SCHEDULE)


def settings_digest(feed: FeedDoc) -> str:
    """32 hex digits over the settings, secret headers included."""
    values = {name: feed.get(name) for name in _READ_BY}
    return blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=16).hexdigest()
