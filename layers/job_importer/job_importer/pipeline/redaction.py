"""Removes a feed's secrets from messages, in case its source repeats them."""

from job_importer.feeds.model import FeedDoc
from job_importer.urls.redact import is_secret, redact_text


def redacted(feed: FeedDoc, text: str) -> str:
    """`text` without the secrets in the feed's URL and headers, for everyone who may see the run."""
    headers = (value.rpartition(" ")[2] for name, value in feed["headers"].items() if is_secret(name, value))
    return redact_text(text, feed["url"], headers)
