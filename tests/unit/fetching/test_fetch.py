"""What a fetch brings from a source that behaves, and what it says when asked again."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from job_importer.codes import FeedError, RunFailure
from job_importer.fetching.model import Fetched, FetchRequest
from tests.support.sick_server import ETAG, FEED, LAST_MODIFIED, SickServer, Visit, healthy

Get = Callable[..., Fetched]
Fail = Callable[..., FeedError]


def test_the_body_lands_in_the_file_with_all_that_the_answer_said(server: SickServer, get: Get, body: Path) -> None:
    url = server.url("healthy")
    assert get(url) == Fetched(
        not_modified=False,
        status=200,
        bytes=len(FEED),
        content_type="application/xml",
        etag=ETAG,
        last_modified=LAST_MODIFIED,
        sha256=hashlib.sha256(FEED).hexdigest(),
        final_url=url,
        attempts=1,
    )
    assert body.read_bytes() == FEED


def test_the_importer_says_who_it_is_and_what_it_reads(server: SickServer, get: Get) -> None:
    get(server.url("healthy?page=1"))
    (visit,) = server.visits
    assert visit.path == "/healthy?page=1"
    assert visit.headers["user-agent"].startswith("job-importer/")
    assert visit.headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert visit.headers["host"] == f"127.0.0.1:{server.port}"
    assert not {"if-none-match", "if-modified-since", "authorization", "cookie"} & set(visit.headers)


@pytest.mark.parametrize("known", [{"etag": ETAG}, {"last_modified": LAST_MODIFIED}])
def test_a_known_body_is_not_sent_again(server: SickServer, get: Get, body: Path, known: dict[str, str]) -> None:
    fetched = get("", FetchRequest(server.url("not-modified"), **known))
    assert (fetched.not_modified, fetched.status, fetched.bytes, fetched.sha256) == (True, 304, 0, "")
    assert fetched.etag == ETAG
    assert fetched.last_modified == known.get("last_modified")
    assert not body.exists()


def test_what_a_304_leaves_out_stays_as_it_was_known(server: SickServer, get: Get) -> None:
    fetched = get("", FetchRequest(server.url("always-304"), etag=ETAG, last_modified=LAST_MODIFIED))
    assert (fetched.etag, fetched.last_modified) == (ETAG, LAST_MODIFIED)


def test_a_changed_body_is_sent_although_an_older_one_is_known(server: SickServer, get: Get) -> None:
    fetched = get(
        "", FetchRequest(server.url("not-modified"), etag='"v0"', last_modified="Sun, 01 Nov 2026 08:00:00 GMT")
    )
    assert (fetched.not_modified, fetched.etag) == (False, ETAG)


def test_validators_are_shown_to_the_server_that_a_redirect_leads_to(server: SickServer, get: Get) -> None:
    server.on("moved", lambda visit: visit.head(301, Location="/not-modified"))
    assert get("", FetchRequest(server.url("moved"), etag=ETAG)).not_modified


def test_a_validator_that_is_no_header_is_left_out(server: SickServer, get: Get) -> None:
    get("", FetchRequest(server.url("healthy"), etag='"v1"\r\nX-Injected: 1'))
    assert "x-injected" not in server.visits[0].headers


def test_an_empty_body_is_a_body(server: SickServer, get: Get, body: Path) -> None:
    assert get(server.on("empty", lambda visit: visit.answer(200))).bytes == 0
    assert body.read_bytes() == b""


def test_a_body_that_ends_with_the_connection_is_whole(server: SickServer, get: Get, body: Path) -> None:
    get(server.on("old", lambda visit: visit.send(b"HTTP/1.0 200 OK\r\n\r\n" + FEED)))
    assert body.read_bytes() == FEED


def test_a_body_in_chunks_is_put_together(server: SickServer, get: Get, body: Path) -> None:
    def in_chunks(visit: Visit) -> None:
        visit.head(Transfer_Encoding="chunked")
        for start in range(0, len(FEED), 7):
            piece = FEED[start : start + 7]
            visit.send(b"%x\r\n%b\r\n" % (len(piece), piece))
        visit.send(b"0\r\n\r\n")

    get(server.on("chunks", in_chunks))
    assert body.read_bytes() == FEED


def test_interim_answers_are_passed_over(server: SickServer, get: Get) -> None:
    def hinting(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
        healthy(visit)

    assert get(server.on("hinting", hinting)).status == 200


def test_an_earlier_body_is_replaced_and_not_kept_beside_a_failure(
    server: SickServer, failure: Fail, body: Path
) -> None:
    body.write_bytes(b"yesterday's")
    failure(server.url("too-short"))


def test_the_cap_is_not_reached_by_a_body_of_just_that_size(server: SickServer, get: Get, failure: Fail) -> None:
    assert get(server.url("healthy"), max_bytes=len(FEED)).bytes == len(FEED)
    assert failure(server.url("healthy"), max_bytes=len(FEED) - 1).code == RunFailure.FEED_TOO_LARGE


def test_a_full_disk_is_the_feeds_size_against_ours(server: SickServer, failure: Fail, body: Path) -> None:
    body.symlink_to("/dev/full")  # a link, because a failed fetch removes its file
    error = failure(server.url("healthy"))
    assert error.code == RunFailure.FEED_TOO_LARGE
    assert "disk" in error.message


def test_a_name_that_is_not_known_is_unreachable_and_looked_up_again(failure: Fail) -> None:
    asked = []

    def unknown(host: str, port: int) -> list:
        asked.append((host, port))
        raise OSError(-2, "Name or service not known")

    error = failure("http://nowhere.example.com/", resolve=unknown)
    assert error.code == RunFailure.FEED_UNREACHABLE
    assert "Name or service not known" in error.message
    assert asked == [("nowhere.example.com", 80)] * 3


def test_a_name_without_an_address_is_unreachable(failure: Fail) -> None:
    assert failure("http://nowhere.example.com/", resolve=lambda *_: []).code == RunFailure.FEED_UNREACHABLE


def test_a_dns_server_that_does_not_answer_is_not_waited_for_beyond_the_idle_time(failure: Fail) -> None:
    over = threading.Event()
    try:
        error = failure("http://slow.example.com/", resolve=lambda *_: over.wait() and [], idle_seconds=0.1)
    finally:
        over.set()
    assert error.code == RunFailure.FEED_TIMEOUT


def test_a_port_at_which_nobody_listens_is_unreachable(failure: Fail) -> None:
    with SickServer() as gone:
        url = gone.url("healthy")
    assert failure(url).code == RunFailure.FEED_UNREACHABLE
