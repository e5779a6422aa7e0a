"""Jobs that have no address of their own: it is made of the address of the feed, as the publisher documents."""

from urllib.parse import urlsplit


def site_of(feed_url: str | None) -> str | None:
    """The scheme and host of a feed's address."""
    parts = urlsplit(feed_url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else None
