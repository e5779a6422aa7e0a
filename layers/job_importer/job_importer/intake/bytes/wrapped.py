"""Unwraps feeds sent as a zip file, base64, a printed string or HTML-escaped text: exactly, or not at all.

Garbled text would overwrite good jobs, so nothing here is a guess: what cannot be unwrapped exactly is no feed.
"""

import ast
import json
import re
import warnings
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from job_importer.codes import FeedError, RunFailure
from job_importer.intake.bytes.encoding import decide
from job_importer.intake.bytes.files import beginning
from job_importer.intake.bytes.zipped import is_zip, unzip

HEAD = 4_096
LARGEST = 64 * 1024 * 1024  # bytes of a feed that is unwrapped in memory
_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]{64,}={0,2}\s*")
_GZIP = b"\x1f\x8b"
_PLAIN_START = (b"<", b"{", b"[", b"\xef\xbb\xbf<", b"\xef\xbb\xbf{", b"\xef\xbb\xbf[")
_PRINTED = re.compile(rb"""b(?:'(?:\\n|\\r|\\t| )*[<{\[\\]|"(?:\\n|\\r|\\t| )*[<{\[\\])""")
_QUOTED = re.compile(rb'"(?:\\[nrt]| )*(?:<|\\u003[cC])')
_ESCAPED = re.compile(rb"&lt;(?:\?xml|!--|!DOCTYPE|[A-Za-z])")


@contextmanager
def unwrapped(path: Path, content_type: str | None) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yields `path`, or a temporary file with the unwrapped feed, and a warning. Raises FeedError."""
    unwrap = _unwrapper(path, content_type)
    if unwrap is None:
        yield path, ()
        return
    with TemporaryDirectory(prefix="unwrapped-") as folder:
        target = Path(folder, "feed")
        yield target, (unwrap(target),)


def _unwrapper(path: Path, content_type: str | None) -> Callable[[Path], str] | None:
    """A function that writes the unwrapped feed to a file and returns a warning; None if the feed is not wrapped."""
    head = beginning(path, HEAD)
    if not head.strip() and path.stat().st_size == len(head):
        raise FeedError(
            RunFailure.FEED_EMPTY, "The source sent nothing: the body is empty. Try again later, or ask the source."
        )
    if is_zip(head):
        return partial(unzip, path)
    if undo := _wrapping(head):
        return partial(_undo, path, *undo, content_type)
    return None


Decode = Callable[[bytes, Path, str | None], bytes]


def _wrapping(head: bytes) -> tuple[str, Decode] | None:
    """The name of the wrapping, and the function that removes it."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _PRINTED.match(text):
        return "a printed byte string (b'…')", _printed
    if _QUOTED.match(text):
        return "a quoted string", _quoted
    if _ESCAPED.match(text) and b"<" not in text:
        return "HTML-escaped XML", _unescaped
    if _BASE64.fullmatch(text) and (start := b64decode(b"".join(text.split())[:64])):
        if start.startswith(_GZIP):
            return "base64 of gzip", _zipped_base64
        return ("base64", _base64) if start.lstrip().startswith(_PLAIN_START) else None
    return None


def _undo(path: Path, name: str, decode: Decode, content_type: str | None, target: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise _refusal(name, f"and is larger than the {LARGEST:,} bytes that can be unwrapped")
    try:
        target.write_bytes(decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf").strip(), path, content_type))
    except (ValueError, SyntaxError, EOFError, zlib.error):
        raise _refusal(name, "and is damaged") from None
    return f"The feed came as {name}, which was unwrapped. Ask the source to send the feed itself."


def _refusal(name: str, what: str) -> FeedError:
    return FeedError(
        RunFailure.NOT_A_JOB_FEED,
        f"The feed came as {name}, {what}; nothing was read. Ask the source to send the feed itself.",
    )


def _printed(data: bytes, *_: object) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # an escape that Python would not print
        value = ast.literal_eval(data.decode("ascii"))
    if not isinstance(value, bytes):
        raise ValueError("not a byte string")
    return value


def _quoted(data: bytes, *_: object) -> bytes:
    value = json.loads(data)
    if not isinstance(value, str):
        raise ValueError("not a string")
    return value.encode("utf-8", "strict")


def _unescaped(data: bytes, path: Path, content_type: str | None) -> bytes:
    text = data.decode(decide(path, content_type).codec)
    if "<" in text:
        raise ValueError("not as a whole")
    return unescape(text).encode()


def _base64(data: bytes, *_: object) -> bytes:
    return b64decode(b"".join(data.split()), validate=True)


def _zipped_base64(data: bytes, *_: object) -> bytes:
    unzipper = zlib.decompressobj(wbits=31)
    plain = unzipper.decompress(_base64(data), LARGEST + 1)
    if len(plain) > LARGEST or not unzipper.eof or unzipper.unused_data:
        raise ValueError("not as a whole")
    return plain
