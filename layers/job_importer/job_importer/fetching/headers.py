"""The headers of a request, and which of them are kept on a redirect."""

import re
from base64 import b64encode
from collections.abc import Mapping

from job_importer import __version__
from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import FetchRequest
from job_importer.fetching.target import Target

_DEFAULTS = {
    "user-agent": f"job-importer/{__version__}",
    "accept": "application/xml, text/xml, application/rss+xml, application/json;q=0.9, */*;q=0.5",
}
_FORGIVABLE = frozenset({"user-agent", "accept", "accept-language"})
"""Headers of a feed that are also sent to another host: they only negotiate. Any other header may be a secret."""
_OURS = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "if-modified-since",
        "if-none-match",
        "proxy-authorization",
        "range",
        "te",
        "transfer-encoding",
        "upgrade",
    }
)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, section 5.6.2
_VALUE = re.compile(r"(?:[\x21-\x7e\x80-\xff](?:[\t \x21-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?")


def feed_headers(request: FetchRequest, target: Target) -> dict[str, str]:
    """The feed's own headers, lower case, with a userinfo of its URL as Basic authentication. Raises FeedError.

    The error message contains a header's name, never its value.
    """
    headers: dict[str, str] = {}
    if target.userinfo is not None:
        headers["authorization"] = "Basic " + b64encode(target.userinfo.encode()).decode()
    for name, value in request.headers.items():
        if not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value.strip()):
            raise _misfit(name, "has characters that HTTP does not allow")
        if name.lower() in _OURS:
            raise _misfit(name, "is set by the importer itself")
        headers[name.lower()] = value.strip()
    return headers


def without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name in _FORGIVABLE}


def request_headers(request: FetchRequest, target: Target, own: Mapping[str, str]) -> list[tuple[str, str]]:
    validators = {"if-none-match": request.etag, "if-modified-since": request.last_modified}
    return [
        ("host", target.host_header),
        *(_DEFAULTS | dict(own)).items(),
        ("accept-encoding", "gzip, deflate, br, zstd"),
        ("connection", "close"),
        *((name, value) for name, value in validators.items() if value and _VALUE.fullmatch(value)),
    ]


def _misfit(name: str, reason: str) -> FeedError:
    message = f"The feed's header {name[:80]!r} {reason}. Correct the feed's headers."
    return FeedError(RunFailure.FEED_HTTP_ERROR, message)
