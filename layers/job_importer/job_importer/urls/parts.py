"""The parts of a feed's address."""

from urllib.parse import SplitResult, urlsplit


def parts_of(feed_url: str | None) -> SplitResult:
    """The parts of an address; all empty if it is invalid."""
    try:
        return urlsplit(feed_url or "")
    except ValueError:
        return urlsplit("")


def site_of(feed_url: str | None) -> str | None:
    """The scheme and host of a feed's address, without its credentials."""
    parts = parts_of(feed_url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.netloc else None
