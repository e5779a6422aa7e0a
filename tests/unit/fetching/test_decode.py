"""However a body is wrapped, the feed's own bytes come out, and a damaged or cut wrapping never passes for a body."""

import gzip
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.decode import DECODERS, PIECE_BYTES
from job_importer.fetching.model import Fetched
from tests.support.sick_server import FEED, SickServer

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]


def raw_deflate(data: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(data) + deflater.flush()


def zstd_stream(data: bytes) -> bytes:
    compressor = zstandard.ZstdCompressor().compressobj()
    return compressor.compress(data) + compressor.flush()


ENCODERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "two gzip members": ("x-gzip", lambda data: gzip.compress(data[:99]) + gzip.compress(data[99:])),
    "padded gzip": ("gzip", lambda data: gzip.compress(data) + bytes(1000)),
    "zlib deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "brotli": ("br", brotli.compress),
    "zstd": ("zstd", zstandard.compress),
    "zstd without a size": ("zstd", zstd_stream),
    "two zstd frames": ("zstd", lambda data: zstandard.compress(data[:99]) + zstandard.compress(data[99:])),
}


def quick_brotli(data: bytes) -> bytes:
    return brotli.compress(data, quality=5)


def unwrap(coding: str, data: bytes, sizes: int) -> list[bytes]:
    return list(DECODERS[coding](data[at : at + sizes] for at in range(0, len(data), sizes)))


@pytest.mark.parametrize("wrapping", ENCODERS)
@settings(max_examples=30)
@given(data=st.binary(max_size=5_000) | st.integers(0, 400_000).map(bytes), sizes=st.sampled_from([1, 7, 4096, 65_536]))
def test_what_was_wrapped_comes_out_whatever_the_pieces(wrapping: str, data: bytes, sizes: int) -> None:
    coding, encode = ENCODERS[wrapping]
    assert b"".join(unwrap(coding, encode(data), sizes)) == data


@pytest.mark.parametrize("wrapping", sorted(set(ENCODERS) - {"two gzip members", "two zstd frames"}))
def test_a_cut_body_is_never_taken_for_a_whole_one(wrapping: str) -> None:
    coding, encode = ENCODERS[wrapping]
    data = encode(random.Random(3).randbytes(400))
    for length in range(len(data) - (1000 if "padded" in wrapping else 0)):
        with pytest.raises(FeedError, match="ends too early"):
            unwrap(coding, data[:length], 4096)


@pytest.mark.parametrize("wrapping", ["two gzip members", "two zstd frames"])
def test_of_two_members_a_cut_passes_at_their_border_alone(wrapping: str) -> None:
    coding, encode = ENCODERS[wrapping]
    data, border = encode(FEED), len(encode(FEED[:99])) - len(encode(b"")) // 2
    for length in [*range(1, border), *range(border + 1, len(data))]:
        with pytest.raises(FeedError, match="ends too early"):
            unwrap(coding, data[:length], 4096)


@pytest.mark.parametrize("coding", DECODERS)
def test_garbage_is_refused(coding: str) -> None:
    with pytest.raises(FeedError, match=r"damaged|ends too early"):
        unwrap(coding, b"<html>this is not compressed</html>" * 10, 4096)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_unfolds_in_pieces(coding: str) -> None:
    compress: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": quick_brotli,
        "zstd": zstandard.compress,
    }
    pieces = DECODERS[coding](iter([compress[coding](bytes(64 * 1024 * 1024))]))
    largest = max(len(piece) for piece in pieces)
    assert largest <= (17 * 1024 * 1024 if coding == "zstd" else 4 * PIECE_BYTES)


def test_a_zstd_frame_with_a_giant_window_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27)
    data = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(FeedError, match="zstd"):
        unwrap("zstd", data.compress(FEED) + data.flush(), 4096)


@pytest.mark.parametrize("wrapping", ENCODERS)
def test_a_feed_comes_out_of_its_content_encoding(wrapping: str, server: SickServer, get: Get, body: Path) -> None:
    coding, encode = ENCODERS[wrapping]
    fetched = get(server.on("wrapped", lambda visit: visit.answer(200, encode(FEED), Content_Encoding=coding)))
    assert (body.read_bytes(), fetched.bytes) == (FEED, len(FEED))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content_Type": "application/gzip"},
        {"Content_Type": "application/xml"},
        {"Content_Encoding": "identity"},
        {"Content_Encoding": "gzip"},
    ],
)
def test_a_gzip_file_is_opened_whatever_the_headers_say(
    headers: dict[str, str], server: SickServer, get: Get, body: Path
) -> None:
    get(server.on("feed.xml.gz", lambda visit: visit.answer(200, gzip.compress(FEED), **headers)))
    assert body.read_bytes() == FEED


def test_a_gzip_file_under_a_content_encoding_is_opened_twice(server: SickServer, get: Get, body: Path) -> None:
    twice = gzip.compress(gzip.compress(FEED))
    get(server.on("twice", lambda visit: visit.answer(200, twice, Content_Encoding="gzip")))
    assert body.read_bytes() == FEED


def test_codings_are_undone_from_the_last_to_the_first(server: SickServer, get: Get, body: Path) -> None:
    both = brotli.compress(zlib.compress(FEED))
    get(server.on("both", lambda visit: visit.answer(200, both, Content_Encoding="deflate, BR")))
    assert body.read_bytes() == FEED


def test_a_tower_of_codings_is_refused(server: SickServer, failure: Fail) -> None:
    thrice = gzip.compress(gzip.compress(gzip.compress(FEED)))
    url = server.on("tower", lambda visit: visit.answer(200, thrice, Content_Encoding="gzip, gzip, gzip"))
    assert failure(url).code == RunFailure.FEED_HTTP_ERROR


@pytest.mark.parametrize("header", [b"", b"Content-Encoding: gzip\r\n"])
def test_the_compressed_size_has_a_cap_of_its_own(header: bytes, server: SickServer, failure: Fail) -> None:
    noise = gzip.compress(random.Random(5).randbytes(60_000))
    url = server.on("noise", lambda visit: visit.send(b"HTTP/1.1 200 OK\r\n" + header + b"\r\n" + noise))
    error = failure(url, max_compressed_bytes=50_000)
    assert error.code == RunFailure.FEED_TOO_LARGE
    assert "compressed" in error.message


def test_a_body_announced_as_too_large_is_not_read(server: SickServer, failure: Fail) -> None:
    huge = server.on("huge", lambda visit: visit.head(200, Content_Length=str(10**12), Content_Encoding="br"))
    assert failure(huge).code == RunFailure.FEED_TOO_LARGE


def test_a_plain_feed_may_be_larger_than_the_compressed_cap(server: SickServer, get: Get) -> None:
    assert get(server.url("healthy"), max_compressed_bytes=100).bytes == len(FEED)


@pytest.mark.parametrize("coding", [*DECODERS, "utf-8", "aws-chunked", "none", "gzip, utf-8", "aws-chunked, gzip"])
def test_a_plain_feed_is_read_whatever_it_is_announced_as(
    coding: str, server: SickServer, get: Get, body: Path
) -> None:
    fetched = get(server.on("plain", lambda visit: visit.answer(200, FEED, Content_Encoding=coding)))
    assert body.read_bytes() == FEED
    (warning,) = fetched.warnings
    assert "plain text" in warning


@pytest.mark.parametrize("coding", ["utf-8", "aws-chunked,gzip", "none", "gzip"])
def test_a_gzip_file_is_read_whatever_it_is_announced_as(coding: str, server: SickServer, get: Get, body: Path) -> None:
    fetched = get(server.on("packed", lambda visit: visit.answer(200, gzip.compress(FEED), Content_Encoding=coding)))
    assert (body.read_bytes(), fetched.warnings) == (FEED, ())


@pytest.mark.parametrize("coding", ["utf-8", "compress", "br"])
def test_what_is_neither_plain_nor_known_is_refused(coding: str, server: SickServer, failure: Fail) -> None:
    url = server.on("odd", lambda visit: visit.answer(200, b"<\x01\x02" + FEED, Content_Encoding=coding))
    assert failure(url).code == RunFailure.FEED_HTTP_ERROR
