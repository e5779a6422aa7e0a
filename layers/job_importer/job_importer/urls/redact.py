"""URLs fit for logs, errors and API answers: recognisable, without what would let a reader in."""

import re
from collections.abc import Iterable
from itertools import pairwise
from urllib.parse import unquote_plus, urlsplit, urlunsplit

HIDDEN = "***"
SHORTEST = 6  # characters of a secret that is looked for in texts: shorter ones are in many words
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
    """`url` without its userinfo, and with the secrets in its path, query and fragment hidden.

    A part is a secret by its name (`key=…`, `X-Amz-Signature=…`, `/token/…`) or by its value (long and random). The
    rest stays as it was written, so that an operator knows the feed again.
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
    """Of a parameter or a header."""
    return bool(_SECRET_NAME.search(name) or _SECRET_VALUE.fullmatch(value) or "@" in value)


def has_secret_path(url: str) -> bool:
    path = urlsplit(url).path
    return _redact_path(path) != path


def _secrets_of(url: str) -> Iterable[str]:
    """What `redact_url` hides, as it is written there and as it is meant."""
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
    """Segment by segment; a file's ending stays."""
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
    """Whether a segment is a token and no words: letters and digits in turn, capitals within, or without any end."""
    pieces = _PIECE.findall(text)
    longest = max(pieces, key=len, default="")
    if len(longest) >= 32 or (len(longest) >= 16 and _turns(longest) > 1 and not longest.isalpha()):
        return True
    letters = "".join(pieces)
    return (len(letters) >= 12 and len(letters) < 3 * len(_WORD.findall(letters))) or bool(_UUID.search(text))


def _turns(piece: str) -> int:
    """How often letters and digits take turns in it."""
    return sum(one.isdigit() != other.isdigit() for one, other in pairwise(piece))


def _redact(query: str) -> str:
    return "".join(_redact_parameter(part) for part in _SEPARATOR.split(query))


def _redact_parameter(parameter: str) -> str:
    name, equals, value = parameter.partition("=")
    if not equals:
        return HIDDEN if _SECRET_VALUE.fullmatch(unquote_plus(name)) else parameter
    return f"{name}={HIDDEN}" if value and is_secret(unquote_plus(name), unquote_plus(value)) else parameter
