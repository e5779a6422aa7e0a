"""The host of an address, as the namespace of ids and as what politeness is due to."""

from urllib.parse import urlsplit


def default_source(url: str) -> str:
    """The URL's host without a leading `www.`, lower case."""
    return (urlsplit(url).hostname or "").lower().removeprefix("www.")
