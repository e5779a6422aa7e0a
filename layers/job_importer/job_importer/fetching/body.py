"""Streams the body of a response to a file: decoded, hashed, and limited in size."""

import errno
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.deadline import Deadline
from job_importer.fetching.decode import DECODERS, gunzip, peek_gzip, peek_text
from job_importer.fetching.exchange import Answer
from job_importer.fetching.model import FetchLimits

_MAX_CODINGS = 2


@dataclass(frozen=True, slots=True)
class Body:
    bytes: int
    sha256: str
    warnings: tuple[str, ...]


def save(answer: Answer, destination: Path, limits: FetchLimits, deadline: Deadline) -> Body:
    """Write the decompressed body to `destination`. Raises FeedError; what was written until then is useless."""
    digest, size = hashlib.sha256(), 0
    warnings: list[str] = []
    try:
        with destination.open("wb") as out:
            for piece in decoded(answer, limits, warnings.append):
                deadline.left()
                out.write(piece)
                digest.update(piece)
                size += len(piece)
    except OSError as error:  # only of the file: network errors are FeedErrors already
        if error.errno != errno.ENOSPC:
            raise
        raise FeedError(
            RunFailure.FEED_TOO_LARGE,
            f"The importer's disk was full after {size} bytes of the feed. Give the function more ephemeral storage.",
        ) from None
    return Body(size, digest.hexdigest(), tuple(warnings))


def decoded(answer: Answer, limits: FetchLimits, warn: Callable[[str], object]) -> Iterator[bytes]:
    """The feed's bytes, whatever their Content-Encoding; a gzip file is also opened if no header says so.

    An announced coding that plain text does not have is ignored, and passed to `warn`.
    """
    codings = _codings(answer)
    pieces = answer.body
    if codings:
        _refuse_announced(answer, limits)
        pieces = _capped(pieces, limits.max_compressed_bytes, "compressed", "FETCH_MAX_COMPRESSED_BYTES")
    for coding in reversed(codings):
        is_plain, pieces = peek_text(pieces)
        if is_plain:
            warn(
                f"The source declares Content-Encoding {coding[:40]!r}, but the body is plain; it was read as plain "
                "text."
            )
        elif coding in DECODERS:
            pieces = _capped(DECODERS[coding](pieces), limits.max_bytes, "decompressed", "max_bytes")
        else:
            pieces = _gzip_alone(pieces, codings)
    is_gzip, pieces = peek_gzip(pieces)
    if is_gzip:
        pieces = _capped(pieces, limits.max_compressed_bytes, "compressed", "FETCH_MAX_COMPRESSED_BYTES")
        pieces = gunzip(pieces)
    return _capped(pieces, limits.max_bytes, "decompressed", "max_bytes")


def _codings(answer: Answer) -> list[str]:
    """Outermost last. `aws-chunked` and similar names say nothing about the body."""
    names = [name.strip().lower() for name in answer.headers.get("content-encoding", "").split(",")]
    codings = [name for name in names if name not in ("", "identity")]
    known = [name for name in codings if name in DECODERS]
    if len(known) > _MAX_CODINGS:
        raise _unknown(codings)
    return known or codings[:1]


def _gzip_alone(pieces: Iterator[bytes], codings: list[str]) -> Iterator[bytes]:
    """A gzip file is recognised by its first bytes, whatever the headers say."""
    is_gzip, pieces = peek_gzip(pieces)
    if not is_gzip:
        raise _unknown(codings)
    return pieces


def _unknown(codings: list[str]) -> FeedError:
    names = ", ".join(codings)[:80]
    return FeedError(
        RunFailure.FEED_HTTP_ERROR,
        f"The source uses a Content-Encoding that was not requested ({names}). Ask the source to stop.",
    )


def _refuse_announced(answer: Answer, limits: FetchLimits) -> None:
    """Do not read a body that is announced to be too large."""
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.max_compressed_bytes:
        raise _too_large(limits.max_compressed_bytes, "compressed", "FETCH_MAX_COMPRESSED_BYTES")


def _capped(pieces: Iterator[bytes], cap: int, kind: str, setting: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > cap:
            raise _too_large(cap, kind, setting)
        yield piece


def _too_large(cap: int, kind: str, setting: str) -> FeedError:
    message = f"The feed is larger than {cap} bytes ({kind}). If the size is right, raise {setting}."
    return FeedError(RunFailure.FEED_TOO_LARGE, message)
