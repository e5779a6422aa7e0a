"""Jobs without an address: it is built from that of the feed, and from nothing else."""

import pytest

from tests.support.previewing import FEEDS, look_at

WORKDAY = "https://ferry.wd5.myworkdayjobs.com"
PAGES = "https://mill.fa.ocs.oraclecloud.com/hcmUI/CandidateExperience/en"
ORACLE = "https://mill.fa.ocs.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisitions"

MANATAL = "https://api.manatal.com/open/v3/career-page"


@pytest.mark.parametrize(
    ("name", "feed_url", "expected"),
    [
        ("personio_json", "https://holz.jobs.personio.de/search.json", "https://holz.jobs.personio.de/job/55001"),
        ("personio_json", "https://me:secret@holz.jobs.personio.de/x", "https://holz.jobs.personio.de/job/55001"),
        ("bamboohr", "https://kiln.bamboohr.com/careers/list", "https://kiln.bamboohr.com/careers/12"),
        ("workday_cxs", f"{WORKDAY}/wday/cxs/ferry/Jobs/jobs", f"{WORKDAY}/Jobs/job/Oban/Deck-Hand_R-0042"),
        ("oracle", f"{ORACLE}?finder=findReqs;siteNumber=CX_7,limit=25", f"{PAGES}/sites/CX_7/job/30001"),
        ("manatal", f"{MANATAL}/mill/jobs/?page=2", "https://www.careers-page.com/mill/job/L3RV8W6Y"),
    ],
)
def test_a_missing_address_is_built_as_the_publisher_builds_it(name: str, feed_url: str, expected: str) -> None:
    _, jobs = look_at(FEEDS / f"{name}.json", feed_url=feed_url)
    assert jobs[0]["url"] == expected


@pytest.mark.parametrize("feed_url", [None, "https://mirror.example/dump.json", "https://[nonsense"])
@pytest.mark.parametrize("name", ["workday_cxs", "oracle", "manatal"])
def test_no_address_is_built_if_that_of_the_feed_does_not_allow_it(name: str, feed_url: str | None) -> None:
    report, jobs = look_at(FEEDS / f"{name}.json", feed_url=feed_url)
    assert (report["outcome"], jobs[0]["url"]) == ("no_valid_jobs", None)


@pytest.mark.parametrize(
    "name", ["smartrecruiters", "workable_careers", "bundesagentur", "hacker_news", "justjoin", "nofluffjobs"]
)
def test_an_address_on_the_publishers_own_site_needs_no_feed_address(name: str) -> None:
    report, _ = look_at(FEEDS / f"{name}.json", feed_url=None)
    assert (report["outcome"], report["invalid"]) == ("ok", 0)


@pytest.mark.parametrize("name", ["personio.xml", "personio_json.json", "bamboohr.json"])
def test_jobs_of_a_feed_without_a_usable_address_have_none(name: str) -> None:
    report, _ = look_at(FEEDS / name, feed_url="https://[nonsense")
    assert report["outcome"] == "no_valid_jobs"
