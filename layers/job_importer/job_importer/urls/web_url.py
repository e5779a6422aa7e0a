"""What counts as the address of a job."""

import re
from urllib.parse import urlsplit

# The usual address: valid without parsing.
_PLAIN = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?(?:[/?#][!-~]*)?")


def require_web_url(url: str) -> str:
    """`url` itself if it is an absolute http(s) URL with a host; else ValueError with a sentence."""
    if _PLAIN.fullmatch(url) or _is_web_url(url):
        return url
    raise ValueError("it must be an absolute http or https address")


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and url.split() == [url]
    except ValueError:
        return False
