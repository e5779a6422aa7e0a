"""URLs fit for logs, errors and API answers: recognisable, without what would let a reader in."""

import re
from urllib.parse import unquote_plus, urlsplit, urlunsplit

HIDDEN = "***"
_SECRET_NAME = re.compile(
    r"key(?:[_-]?id)?$|token|secret|sig$|signature|pass(?:$|w|phrase|code)|pwd|auth(?!or(?:s|$|[_-]))|cred|session|sid$"
    r"|jwt|sas$|access|bearer|hmac|nonce|otp$|pin$|^code$|^user(?:$|[_-]?name|[_-]?id)|^login$",
    re.IGNORECASE,
)
_SECRET_VALUE = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-+/=.~]{20,}|[A-Za-z0-9_\-+/=]{32,}")
_SEPARATOR = re.compile(r"([&;])")


def redact_url(url: str) -> str:
    """`url` without its userinfo, and with the secrets in its query and fragment hidden.

    A parameter is a secret by its name (`key`, `X-Amz-Signature`, …) or by its value (long and random). The rest stays
    as it was written, so that an operator knows the feed again.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(unreadable URL)"
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{HIDDEN}@{host}" if "@" in parts.netloc else host
    return urlunsplit((parts.scheme, netloc, parts.path, _redact(parts.query), _redact(parts.fragment)))


def _redact(query: str) -> str:
    return "".join(_redact_parameter(part) for part in _SEPARATOR.split(query))


def _redact_parameter(parameter: str) -> str:
    name, equals, value = parameter.partition("=")
    if not equals:
        return HIDDEN if _SECRET_VALUE.fullmatch(unquote_plus(name)) else parameter
    plain = unquote_plus(value)
    if value and (_SECRET_NAME.search(unquote_plus(name)) or _SECRET_VALUE.fullmatch(plain) or "@" in plain):
        return f"{name}={HIDDEN}"
    return parameter
