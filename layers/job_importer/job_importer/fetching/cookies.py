"""Cookies for the duration of one fetch: some sources only answer a client that returns the cookie they have just
set.
"""

import re
from collections.abc import Iterable, Mapping

MAX_CHARS = 8_000
_PAIR = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([\x21-\x2b\x2d-\x3a\x3c-\x7e]*)")  # RFC 6265, section 4.1.1


def with_cookies(headers: Mapping[str, str], set_cookie: Iterable[str]) -> dict[str, str]:
    """`headers` with the cookies that an answer sets, replacing those of the same name. An expired cookie is
    dropped. Paths and domains are ignored: the caller sends cookies to the same party only."""
    cookies = dict(_PAIR.findall(headers.get("cookie", "")))
    for text in set_cookie:
        pair, *attributes = (part.strip() for part in text.split(";"))
        if not (found := _PAIR.fullmatch(pair)):
            continue
        cookies.pop(found[1], None)
        if not any(_ends(attribute.lower()) for attribute in attributes):
            cookies[found[1]] = found[2]
    joined = "; ".join(f"{name}={value}" for name, value in cookies.items())
    if len(joined) > MAX_CHARS:
        return dict(headers)
    others = {name: value for name, value in headers.items() if name != "cookie"}
    return others | {"cookie": joined} if joined else others


def _ends(attribute: str) -> bool:
    """Whether the cookie is deleted: Max-Age 0, or an expiry in 1970."""
    name, _, value = attribute.partition("=")
    return ("1970" in value) if name == "expires" else name == "max-age" and bool(re.fullmatch(r"0+|-\d+", value))
