"""Feeds wrapped in something else are unwrapped exactly, with a warning, or refused, but never read garbled."""

import base64
import gzip
import html
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.previewing import fields, look, source

FEED = "<?xml version='1.0' encoding='UTF-8'?>\n" + source(
    *(
        fields(id=str(n), title=f"Bäcker {n} &amp; Koch", url=f"https://x.example/{n}?a=1&amp;copy=2", city="Île-d’Yeu")
        + "<description><![CDATA[<p>Don't \"knead\" at 5\\n o'clock.</p>]]></description>"
        for n in (1, 2)
    )
)
JSON = json.dumps([{"id": "1", "title": "Bäcker", "company": "Acme", "url": "https://x.example/1", "salary": "5"}])


def zipped(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return data.getvalue()


def printed_with_the_other_quotes(feed: str) -> bytes:
    return b'b"' + repr(feed.encode() + b"'\"")[2:-4].replace("\\'", "'").replace('"', '\\"').encode() + b'"'


WRAPPINGS = {
    "printed with the other quotes": printed_with_the_other_quotes,
    "printed": lambda feed: repr(feed.encode()).encode(),
    "quoted": lambda feed: json.dumps(feed).encode(),
    "quoted as it is": lambda feed: json.dumps(feed, ensure_ascii=False).encode(),
    "escaped": lambda feed: html.escape(feed).encode(),
    "escaped with entities": lambda feed: html.escape(feed).replace("ä", "&auml;").replace("Î", "&#206;").encode(),
    "base64": lambda feed: base64.b64encode(feed.encode()),
    "base64 in lines": lambda feed: base64.encodebytes(feed.encode()),
    "base64 of gzip": lambda feed: base64.b64encode(gzip.compress(feed.encode(), mtime=0)),
    "zip": lambda feed: zipped(jobs_xml=feed, __MACOSX="x"),
    "zip with a note": lambda feed: zipped(readme_txt="See jobs.xml", jobs_xml=feed),
}


@pytest.mark.parametrize("name", WRAPPINGS)
@pytest.mark.parametrize("around", ["", "\n", "\ufeff"])
def test_a_wrapped_feed_is_read_like_the_feed_itself(name: str, around: str) -> None:
    _, expected = look(FEED)
    wrapped = WRAPPINGS[name](FEED)
    report, jobs = look(wrapped if name.startswith("zip") else around.encode() + wrapped + b"\n")
    assert (report["outcome"], jobs) == ("ok", expected)
    (warning,) = [warning for warning in report["warnings"] if "came as" in warning]
    assert warning.endswith(".")


@pytest.mark.parametrize("name", ["printed", "base64", "quoted"])
def test_json_may_be_wrapped_too(name: str) -> None:
    report, jobs = look(WRAPPINGS[name](JSON))
    if name == "quoted":  # a text of JSON is a document of its own kind
        assert report["outcome"] != "ok"
    else:
        assert (report["outcome"], jobs) == ("ok", look(JSON)[1])


@pytest.mark.parametrize(
    "damaged",
    [
        WRAPPINGS["printed"](FEED)[:-1],
        WRAPPINGS["printed"](FEED)[:-40],
        WRAPPINGS["printed"](FEED) + b"junk",
        WRAPPINGS["printed"](FEED).replace(b"\\n", b"\\d", 1),
        WRAPPINGS["printed"](FEED).replace(b"\\n", b"\n", 1),
        WRAPPINGS["quoted"](FEED)[:-1],
        WRAPPINGS["base64"](FEED)[:-3],
        WRAPPINGS["base64"](FEED).replace(b"Z", b"!", 3),
        WRAPPINGS["base64"](FEED) + b"====",
        base64.b64encode(gzip.compress(FEED.encode())[:-4]),
        base64.b64encode(gzip.compress(FEED.encode()) + b"more"),
        WRAPPINGS["escaped"](FEED) + b" " * 70_000 + b"<b>",
        WRAPPINGS["zip"](FEED)[:-30],
        WRAPPINGS["zip"](FEED)[:200] + b"\0" * 40 + WRAPPINGS["zip"](FEED)[240:],
    ],
)
def test_a_feed_that_cannot_be_unwrapped_exactly_is_refused(damaged: bytes) -> None:
    report, jobs = look(damaged)
    assert (report["outcome"] in ("not_a_job_feed", "xml_malformed"), jobs) == (True, [])


def test_a_zip_without_a_single_feed_is_refused_with_its_content() -> None:
    report, _ = look(zipped(north_xml=FEED, south_xml=FEED))
    assert (report["outcome"], "2 files (north.xml, south.xml)" in report["message"]) == ("not_a_job_feed", True)
    assert "zip" in look(zipped())[0]["message"]


def test_a_zip_of_very_many_files_is_not_opened() -> None:
    many = zipped(**{f"{n}_xml": "" for n in range(20_000)})
    report, _ = look(many)
    assert (report["outcome"], "too many" in report["message"]) == ("not_a_job_feed", True)


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_an_empty_body_is_reported_as_such(nothing: str) -> None:
    report, _ = look(nothing)
    assert (report["outcome"], "empty" in report["message"]) == ("feed_empty", True)


@settings(max_examples=60)
@given(st.text(max_size=60), st.sampled_from(sorted(WRAPPINGS.keys() - {"escaped with entities"})))
def test_any_text_is_unwrapped_unchanged(text: str, name: str) -> None:
    clean = "".join(c for c in text if c.isprintable() and not "\ud800" <= c <= "\udfff").replace("]]>", "")
    feed = source(fields(id="1", url="https://x.example/1", title="Baker") + f"<city><![CDATA[{clean}]]></city>")
    assert look(WRAPPINGS[name](feed))[1] == look(feed)[1]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ('{"success": false, "message": "Daily quota of 250 calls is used up"}', "Daily quota of 250 calls is used up"),
        ('{"error": {"code": 429, "message": "Slow down"}}', "Slow down"),
        ('{"errors": [{"detail": "No such board"}]}', "No such board"),
        ('{"ok": false, "jobs": [], "description": "Not yours"}', "Not yours"),
        ('{"message": "Key missing"}', "Key missing"),
        ("<error><message>Your licence has ended</message></error>", "Your licence has ended"),
        (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode>'
            "<faultstring>Unknown customer</faultstring></s:Fault></s:Body></s:Envelope>",
            "Unknown customer",
        ),
        (
            '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value>'
            "</e:Code><e:Reason><e:Text>No such client</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>",
            "No such client",
        ),
        ("<html><head><title>503 Service Unavailable</title></head></html>", "503 Service Unavailable"),
    ],
)
def test_the_message_of_a_server_instead_of_jobs_is_quoted(document: str, said: str) -> None:
    report, _ = look(document)
    assert (report["outcome"], said in report["message"]) == ("not_a_job_feed", True)
