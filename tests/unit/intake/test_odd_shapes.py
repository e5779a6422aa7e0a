"""Odd shapes of one item affect neither intake nor the other items."""

import json

import pytest

from job_importer.intake.xml.names import LONGEST, MAX_NAMES, Names
from tests.support.previewing import look

SOUND = "<item><title>Cook wanted</title><link>https://x.example/jobs/2</link></item>"


@pytest.mark.parametrize(
    "odd",
    [
        '<enclosure type="image/png" Type="a"><x/></enclosure>',
        '<link href="https://x.example/jobs/3" HREF="https://x.example/jobs/4"><x/></link>',
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="a" Href="b"><x/></atom:link>',
        '<guid isPermaLink="true" ispermalink="false"><x>1</x></guid>',
    ],
)
def test_an_attribute_may_occur_in_two_spellings(odd: str) -> None:
    report, jobs = look(
        f"<rss><channel><title>Jobs</title><item><title>Baker wanted</title>{odd}</item>{SOUND}</channel></rss>"
    )
    assert (report["outcome"], jobs[1]["url"]) == ("ok", "https://x.example/jobs/2")


@pytest.mark.parametrize(
    "odd", [{"url": {"@href": 5}}, {"url": {"@href": ["a"]}}, {"id": {"@href": {}}}, {"enclosure": {"@type": 5}}]
)
def test_a_text_of_json_feed_may_be_of_any_type(odd: object) -> None:
    items = [{"id": "1", "title": "Baker wanted"} | odd, {"title": "Cook", "url": "https://x.example/jobs/2"}]  # type: ignore[operator]
    report, jobs = look(json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Jobs", "items": items}))
    assert (report["outcome"], jobs[-1]["url"]) == ("ok", "https://x.example/jobs/2")


def test_prefixes_beyond_the_cap_are_not_stored_and_count_as_declared() -> None:
    names = Names()
    for number in range(2 * MAX_NAMES):
        names.declare(f"a{number}", "urn:" + "x" * 1_000)
    assert (len(names.uris), max(map(len, names.uris.values()))) == (MAX_NAMES, LONGEST)
    assert names.is_bound(f"a{2 * MAX_NAMES - 1}:title")
    assert not Names().is_bound("a1:title")
