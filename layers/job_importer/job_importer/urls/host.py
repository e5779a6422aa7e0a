"""The host of an address: the namespace of ids, and the unit of politeness."""

from urllib.parse import urlsplit


def default_source(url: str) -> str:
    """The URL's host without a leading `www.`, lower case."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")
