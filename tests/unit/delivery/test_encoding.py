"""How a chunk travels, and what an earlier version has sent."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.delivery.encoding import MAX_DECODED_BYTES, PREFIX, decode, encode
from job_importer.delivery.messages import ChunkHeader, chunk_body, job_json, read_chunk
from tests.support.world import RUN_1, job

HEADER = ChunkHeader(
    run_id=RUN_1, feed_id="acme", n=0, items=1, duplicates=0, rejected=0, seen_at=datetime(2026, 11, 1, tzinfo=UTC)
)
OLD = (
    '{"header":{"run_id":"01M00000000000000000000001","feed_id":"acme","n":0,"items":1,"duplicates":0,"rejected":0,'
    '"seen_at":"2026-11-01T00:00:00Z"},"indexes":[0],"jobs":[{"external_id":"A-1","title":"Cook",'
    '"description_html":"<p>Soup &amp; more.</p>","description_text":"Soup & more."}]}'
)


def travelled(values: dict[str, Any]) -> dict[str, Any]:
    return read_chunk(encode(chunk_body(HEADER, [0], [job_json(values)]))).jobs[0]


@given(st.text())
def test_a_body_arrives_as_it_was_sent_and_never_longer(text: str) -> None:
    body = "{" + text.encode("utf-8", "replace").decode()
    assert decode(encode(body)) == body
    assert len(encode(body)) <= len(body)


def test_a_message_of_an_earlier_version_is_still_understood() -> None:
    message = read_chunk(OLD)
    assert message.jobs[0]["description_text"] == "Soup & more."
    assert message.header == HEADER


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One.</p><ul><li>Two &amp; three</li></ul>", "One.\n\n- Two & three"),
        ("<p>One.</p>", "A text of its own."),
        (None, "Text alone."),
        ("<hr>", None),
        (None, None),
    ],
)
def test_the_text_of_a_description_arrives_whether_its_html_gives_it_or_not(html: str | None, text: str | None) -> None:
    values = job(1, description_html=html, description_text=text)
    assert travelled(values) == values
    assert ("description_text" in job_json(values)) == (text != "One.\n\n- Two & three")


@pytest.mark.parametrize(
    "body",
    [
        f"{PREFIX}***",
        f"{PREFIX}aGVsbG8=",
        encode("{" + "x" * 500)[:-8],
        encode("{" + "x" * (MAX_DECODED_BYTES + 1)),
        "[]",
        "",
    ],
    ids=["no base64", "no zstd", "cut off", "too large", "other JSON", "empty"],
)
def test_a_body_that_is_none_of_ours_is_a_value_error(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_chunk(body)


def test_two_thousand_bytes_of_html_a_job_take_a_fraction_of_them() -> None:
    jobs = [job(n, description_html=f"<p>{f'Job {n} is about things to build. ' * 60}</p>") for n in range(100)]
    body = chunk_body(HEADER, list(range(100)), [job_json(values) for values in jobs])
    assert len(encode(body)) < len(body) / 5


def test_a_body_with_a_character_that_base64_has_not_is_damaged() -> None:
    sent = encode("{" + "Soup and more. " * 40)
    assert sent.startswith(PREFIX)
    with pytest.raises(ValueError, match="damaged"):
        decode(sent[:12] + "!" + sent[12:])
