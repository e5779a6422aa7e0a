"""What counts as the address of a job."""

from urllib.parse import urlsplit


def require_web_url(url: str) -> str:
    """`url` itself if it is an absolute http(s) URL with a host; else ValueError with a sentence."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts, host = None, None
    if parts is None or parts.scheme not in ("http", "https") or not host or any(c.isspace() for c in url):
        raise ValueError("a job's url must be an absolute http or https address")
    return url
