"""Decodes content codings (RFC 9110, section 8.4.1) as a stream: each step yields pieces of bounded size.

So a decompression bomb costs only what was read before the limit stopped it.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from itertools import chain

import brotli
import zstandard

from job_importer.fetching.faults import garbled

PIECE_BYTES = 64 * 1024
_ZSTD_BITE_BYTES = 256
"""zstandard cannot limit its output, but an input piece expands to at most 16 MiB (4 bytes to a block of 128 KiB)."""
_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024  # RFC 9659: the largest window that a content coding may use
_TEXT_BYTES = 256
_TEXT = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*[<{\[][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*")
_GZIP_MAGIC = b"\x1f\x8b\x08"

Pieces = Iterator[bytes]


def gunzip(chunks: Pieces) -> Pieces:
    """All members of a gzip file, checksums verified; zero padding after the last is allowed, as gzip(1) does."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflater.eof:
                rest = rest.lstrip(b"\0")
                if not rest:
                    break
                inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield _inflate(inflater, rest)
            rest = inflater.unconsumed_tail or inflater.unused_data
    yield _last(inflater)


def inflate(chunks: Pieces) -> Pieces:
    """`deflate` is zlib's format; some servers send a raw deflate stream, recognised by its first two bytes."""
    head, chunks = _peek(chunks, 2)
    is_zlib = len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head, "big") % 31 == 0
    inflater = zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
    for chunk in chunks:
        rest = chunk
        while rest:
            yield _inflate(inflater, rest)
            rest = inflater.unconsumed_tail
    yield _last(inflater)


def unbrotli(chunks: Pieces) -> Pieces:
    decompressor = brotli.Decompressor()
    try:
        for chunk in chunks:
            piece = decompressor.process(chunk, output_buffer_limit=PIECE_BYTES)
            yield piece
            while piece or not decompressor.can_accept_more_data():  # it may hold output although it asks for input
                piece = decompressor.process(b"", output_buffer_limit=PIECE_BYTES)
                yield piece
    except brotli.error:
        raise garbled("The body is damaged (brotli). Try again later, or ask the source.") from None
    if not decompressor.is_finished():
        raise _cut_off()


def unzstd(chunks: Pieces) -> Pieces:
    """All frames of a zstd stream."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
    frame = decompressor.decompressobj()
    try:
        for bite in _bites(chunks, _ZSTD_BITE_BYTES):
            rest = bite
            while rest:
                if frame.eof:
                    frame = decompressor.decompressobj()
                yield frame.decompress(rest)
                rest = frame.unused_data
    except zstandard.ZstdError:
        raise garbled("The body is damaged (zstd). Try again later, or ask the source.") from None
    if not frame.eof:
        raise _cut_off()


DECODERS: dict[str, Callable[[Pieces], Pieces]] = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": inflate,
    "br": unbrotli,
    "zstd": unzstd,
}


def peek_gzip(chunks: Pieces) -> tuple[bool, Pieces]:
    """Whether the first bytes are those of a gzip file, and the complete stream."""
    head, chunks = _peek(chunks, len(_GZIP_MAGIC))
    return head == _GZIP_MAGIC, chunks


def peek_text(chunks: Pieces) -> tuple[bool, Pieces]:
    """Whether the stream begins like XML or JSON rather than compressed data, and the complete stream."""
    head, chunks = _peek(chunks, _TEXT_BYTES)
    return _TEXT.fullmatch(head) is not None, chunks


def _inflate(inflater: "zlib._Decompress", data: bytes) -> bytes:
    try:
        return inflater.decompress(data, PIECE_BYTES)
    except zlib.error:
        raise garbled("The body is damaged (gzip or deflate). Try again later, or ask the source.") from None


def _last(inflater: "zlib._Decompress") -> bytes:
    piece = inflater.flush()
    if not inflater.eof:
        raise _cut_off()
    return piece


def _cut_off() -> Exception:
    return garbled(
        "The compressed body ends too early: part of the feed is missing. Try again later, or ask the source."
    )


def _peek(chunks: Pieces, size: int) -> tuple[bytes, Pieces]:
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= size:
            break
    return head[:size], chain([head], chunks)


def _bites(chunks: Pieces, size: int) -> Pieces:
    for chunk in chunks:
        for start in range(0, len(chunk), size):
            yield chunk[start : start + size]
