"""What holds for any bytes, any cut and any order."""

import random
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from job_importer.codes import FeedError
from job_importer.intake import Hints, open_feed
from job_importer.intake.bytes.encoding import decide
from job_importer.intake.bytes.files import blocks
from job_importer.intake.model import Caps
from job_importer.intake.xml import repair
from job_importer.intake.xml.document import XmlDocument
from job_importer.jobs.fingerprint import content_hash, fingerprints, stamp_hash
from tests.support.previewing import FEEDS, HINTS, look_at
from tools.fuzz.mutate import mutate

XML = sorted(FEEDS.glob("*.xml"))
SMALL = [path.read_bytes() for path in XML]
often = settings(max_examples=60)


def check_any_bytes(data: bytes, **hints: Any) -> None:
    """Either a FeedError, or jobs that can be listed, `unique` of which are not duplicates."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed"
        path.write_bytes(data)
        try:
            with open_feed(path, replace(HINTS, **hints)) as feed:
                items = list(feed.items())
        except FeedError:
            return
        assert len(items) == feed.scan.fetched
        assert sum(not item.duplicate for item in items) == feed.unique


@often
@given(st.binary(max_size=2_000))
def test_no_bytes_make_intake_raise_anything_but_its_own_failure(data: bytes) -> None:
    check_any_bytes(data)


@often
@given(
    st.sampled_from(SMALL),
    st.integers(0, 2**32),
    st.sampled_from([None, "text/html; charset=utf-16", "text/xml; charset=iso-8859-1", "x; charset=\x00"]),
)
def test_no_mutation_of_a_feed_makes_intake_raise_anything_but_its_own_failure(
    feed: bytes, seed: int, content_type: str | None
) -> None:
    check_any_bytes(mutate(feed, random.Random(seed)), content_type=content_type)


@often
@given(st.text(max_size=300), st.sampled_from(["title", "guid", "pubDate", "salary", "description", "city", "url"]))
def test_no_text_in_a_field_makes_intake_raise(text: str, name: str) -> None:
    body = text.replace("]]>", "").encode("utf-8", "replace").decode()
    check_any_bytes(f"<source><job><id>1</id><{name}><![CDATA[{body}]]></{name}></job></source>".encode())


@pytest.mark.parametrize("feed", XML, ids=lambda path: path.stem)
def test_the_size_of_the_blocks_changes_nothing(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = look_at(feed)
    expected[0].pop("seconds")
    for size in (1, 7, 1_000):
        monkeypatch.setattr(XmlDocument.__init__, "__defaults__", (size,))
        report, jobs = look_at(feed)
        report.pop("seconds")
        assert (report, jobs) == expected


BROKEN = (
    "noise &amp; <br>\r\n<?xml version='1.0'?>\n<!DOCTYPE source SYSTEM 'a.dtd'>\n<!-- & -- ><source a='1&2'><job>"
    "<t>A & B &eacute; &nbsp;&#0;&#x41; < 5 ]]> \x01</t><![CDATA[ & <b> ]] > ]]></job><?pi & ?></source>\n<br>after &"
)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 11, 50])
def test_the_size_of_the_blocks_does_not_change_a_repair(size: int, tmp_path: Path) -> None:
    path = tmp_path / "broken"
    path.write_bytes(BROKEN.encode())
    encoding = decide(path, None)
    whole = repair.repair(path, encoding, tmp_path / "whole")
    mender = repair.Mender()
    pieces: list[str] = []
    for block in blocks(path, size=size):
        pieces.extend(mender.feed(block.decode()))
    pieces.extend(mender.finish())
    assert "".join(pieces) == (tmp_path / "whole").read_text()
    assert mender.mended.counts == whole.counts


def keys_and_hashes(data: str) -> dict[str, tuple[str, str]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "feed.xml"
        path.write_text(data)
        with open_feed(path, HINTS) as feed:
            return {
                str(item.job["external_id"]): (content_hash(fingerprints(item.job)), stamp_hash(item.job))
                for item in feed.items()
                if not item.duplicate
            }


words = st.sampled_from(["Baker", "baker ", "Cook"])
dates = st.sampled_from(["03/04/2026", "25/04/2026", "2026-01-01"])
urls = st.sampled_from(["https://x.example/1", "https://x.example/1?utm_source=a", "https://x.example/2"])
details = {name: st.sampled_from(["Early", "Late"]) for name in ("description", "skills")}
jobs = st.fixed_dictionaries(
    {"title": words}, optional={"id": st.sampled_from("123"), "url": urls, "city": words, "date": dates} | details
)
versions = st.fixed_dictionaries({"id": st.sampled_from("12"), "title": st.just("Baker")}, optional=details)
unkeyed = st.fixed_dictionaries({"title": st.just("Baker")}, optional=details)


def some(items: st.SearchStrategy[dict[str, str]]) -> st.SearchStrategy[list[dict[str, str]]]:
    return st.lists(items, min_size=2, max_size=5)


A, B = {"title": "Baker", "city": "Cook"}, {"title": "Baker", "city": "Baker"}
CHAINED = [B | {"id": "2", "skills": "Early"}, {"id": "3", "title": "Baker"}, A | {"id": "2", "skills": "Late"}]
CHAINED += [B | {"id": "2", "skills": "Late"}]  # one job with the first by title and place, with the third by its text


@example(CHAINED, 56)
@settings(max_examples=150, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # a find is small, and slow to shrink
@given(some(jobs) | some(versions) | some(versions | unkeyed), st.integers(0, 99))
def test_shuffling_the_items_changes_no_key_and_no_hash(items: list[dict[str, str]], order: int) -> None:
    shuffled = [*items]
    random.Random(order).shuffle(shuffled)
    first, second = (
        "<source>"
        + "".join("<job>" + "".join(f"<{k}>{v}</{k}>" for k, v in one.items()) + "</job>" for one in several)
        + "</source>"
        for several in (items, shuffled)
    )
    assert keys_and_hashes(first) == keys_and_hashes(second)


def test_an_item_larger_than_the_cap_is_found_at_any_position(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    hints = Hints(fetched_at=HINTS.fetched_at, caps=Caps(max_element_bytes=200_000))
    for before in (0, 1, 50):
        small = "<job><id>1</id><title>A</title></job>"
        path.write_text(f"<source>{small * before}<job><title>{'x' * 400_000}</title></job>{small}</source>")
        with pytest.raises(FeedError) as raised, open_feed(path, hints):
            pass
        assert raised.value.code == "xml_forbidden"
