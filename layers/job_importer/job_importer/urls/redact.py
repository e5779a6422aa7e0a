"""URLs for logs, errors and API answers: recognisable, but without secrets."""

import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import unquote_plus, urlsplit, urlunsplit

HIDDEN = "***"
SHORTEST = 6  # secrets shorter than this many characters are not searched for in texts: they occur in many words
_SECRET_NAME = re.compile(
    r"key(?:[_-]?id)?$|token|secret|sig$|signature|pass(?:$|w|phrase|code)|pwd|auth(?!or(?:s|$|[_-]))|cred|session|sid$"
    r"|jwt|sas$|access|bearer|hmac|nonce|otp$|pin$|^code$|^user(?:$|[_-]?name|[_-]?id)|^login$",
    re.IGNORECASE,
)
_SECRET_VALUE = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-+/=.~]{20,}|[A-Za-z0-9_\-+/=]{32,}")
_SEPARATOR = re.compile(r"([&;])")
_FILE_ENDING = re.compile(r"(?:\.[a-z]{2,5}){1,2}$")
_PIECE = re.compile(r"[A-Za-z0-9]+")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_UUID = re.compile(r"(?i)(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])")
_URL = re.compile(r"https?://[^\s'\"<>]+")


def redact_url(url: str) -> str:
    """`url` without userinfo, and with the secrets in its path, query and fragment masked.

    A part is secret by its name (`key=…`, `X-Amz-Signature=…`, `/token/…`) or by its value (long and random). The
    rest stays as it was written, so that an operator recognises the feed.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(unreadable URL)"
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{HIDDEN}@{host}" if "@" in parts.netloc else host
    return urlunsplit((parts.scheme, netloc, _redact_path(parts.path), _redact(parts.query), _redact(parts.fragment)))


def redact_text(text: str, url: str, others: Iterable[str] = ()) -> str:
    """`text` without the secrets of `url`, and without `others`; the addresses in it are redacted."""
    text = _URL.sub(lambda found: redact_url(found[0]), text)
    secrets = {secret for secret in (*_secrets_of(url), *others) if len(secret) >= SHORTEST}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def is_secret(name: str, value: str) -> bool:
    """Whether a parameter or header is secret."""
    return bool(_SECRET_NAME.search(name) or _SECRET_VALUE.fullmatch(value) or "@" in value)


def has_secret_path(url: str) -> bool:
    path = urlsplit(url).path
    return _redact_path(path) != path


def _secrets_of(url: str) -> Iterable[str]:
    """What `redact_url` masks, both encoded and decoded."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    for part in (parts.username, parts.password):
        yield from (part, unquote_plus(part)) if part else ()
    for text, redacted in (
        (parts.path, _redact_path(parts.path)),
        (parts.query, _redact(parts.query)),
        (parts.fragment, _redact(parts.fragment)),
    ):
        for part, shown in zip(re.split("[/&;]", text), re.split("[/&;]", redacted), strict=True):
            if part != shown:
                before, _, behind = shown.partition(HIDDEN)
                secret = part[len(before) : len(part) - len(behind)]
                yield from (secret, unquote_plus(secret))


def _redact_path(path: str) -> str:
    """Masks segment by segment; a file extension stays."""
    shown: list[str] = []
    name = ""
    for segment in path.split("/"):
        shown.append(_redact_segment(segment, is_named=bool(_SECRET_NAME.search(unquote_plus(name)))))
        name = segment
    return "/".join(shown)


def _redact_segment(segment: str, *, is_named: bool) -> str:
    if "=" in segment:
        return _redact(segment)
    ending = found[0] if (found := _FILE_ENDING.search(segment)) and found.start() else ""
    stem = segment.removesuffix(ending)
    plain = unquote_plus(stem)
    if stem and (is_named or _looks_random(plain) or re.search(r"\S@\S", plain)):
        return f"{HIDDEN}{ending}"
    return segment


def _looks_random(text: str) -> bool:
    """Whether a segment looks like a token: alternating letters and digits, inner capitals, or great length."""
    pieces = _PIECE.findall(text)
    longest = max(pieces, key=len, default="")
    turns = sum(one.isdigit() != other.isdigit() for one, other in pairwise(longest))
    if len(longest) >= 32 or (len(longest) >= 16 and turns > 1):
        return True
    letters = "".join(pieces)
    return (len(letters) >= 12 and len(letters) < 3 * len(_WORD.findall(letters))) or bool(_UUID.search(text))


def _redact(query: str) -> str:
    return "".join(_redact_parameter(part) for part in _SEPARATOR.split(query))


def _redact_parameter(parameter: str) -> str:
    name, equals, value = parameter.partition("=")
    if not equals:
        return HIDDEN if _SECRET_VALUE.fullmatch(unquote_plus(name)) else parameter
    return f"{name}={HIDDEN}" if value and is_secret(unquote_plus(name), unquote_plus(value)) else parameter
