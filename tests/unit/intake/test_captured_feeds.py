"""Real feeds, if they are beside the project: what each contains, and what series of them report."""

import gzip
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from job_importer.intake import open_feed
from job_importer.jobs.fingerprint import content_hash, fingerprints, stamp_hash
from tests.support.previewing import HINTS, look_at

SHARED = Path(__file__).parents[3] / "../shared"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the captured feeds are not beside the project"),
]

KNOWN: dict[str, dict[str, Any]] = {
    "jobicy_rss_shape.xml": {"format": "job_listing", "fetched": 2, "identity": "guid"},
    "wwr_ikevinxie.xml": {"format": "weworkremotely", "fetched": 4, "identity": "guid"},
    "pmj_indeed_source.xml": {"format": "indeed", "fetched": 231, "identity": "referencenumber"},
    "albert_indeed.xml": {"format": "indeed", "fetched": 2, "identity": "referencenumber"},
    "personio_positions.xml": {"format": "personio", "fetched": 11, "identity": "id"},
    "personio_positions_empty.xml": {"outcome": "no_jobs_found"},
    "personio_positions_faulty.xml": {"outcome": "xml_malformed"},
    "moj_justicejobs_tal_feed.xml": {"format": "atom", "fetched": 193, "identity": "id"},
    "crossingz_big.xml": {"format": "indeed", "fetched": 441, "identity": "job_reference"},
    "beniovski_indeed.xml": {"fetched": 600, "unique": 40, "duplicates": 560},
    "orchid_indeed.xml": {"fetched": 6, "unique": 6, "identity": "composed"},
    "neogov_rss.xml": {"format": "neogov", "fetched": 2, "identity": "jobId"},
    "completestaffing_jobs.xml": {"fetched": 346, "unique": 346, "invalid": 3, "identity": "referencenumber"},
    "bandsight.xml": {"format": "rss", "fetched": 250, "unique": 250, "identity": "guid"},
    "higheredjobs_category.xml": {"format": "higheredjobs", "fetched": 2, "identity": "JobCode"},
    "oleg.xml": {"format": "jooble", "fetched": 6, "identity": "@id"},
    "greenhouse.json": {"format": "greenhouse", "fetched": 2},
    "lever.json": {"format": "lever", "fetched": 2},
}


@pytest.mark.parametrize("name", KNOWN)
def test_a_captured_feed_previews_as_expected(name: str) -> None:
    expected = {"outcome": "ok", "repaired": False, "invalid": 0} | KNOWN[name]
    report, jobs = look_at(SHARED / "feeds" / name, feed_url="https://example.jobs.personio.de/xml")
    assert {key: report[key] for key in expected} == expected
    assert len(jobs) == report["unique"]


def truth(series: str) -> list[dict[str, Any]]:
    path = SHARED / "series" / "truth.json"
    return [step for step in json.loads(path.read_text()) if step["series"] == series] if path.is_file() else []


@pytest.mark.parametrize("remembers", [False, True], ids=["each on its own", "keeping the identity"])
@pytest.mark.parametrize("series", ["jobsight", "talia"])
def test_in_a_series_only_new_jobs_are_new_and_only_changed_jobs_are_updated(
    series: str, remembers: bool, tmp_path: Path
) -> None:
    stored: dict[str, str] = {}
    known: str | None = None
    updates = 0
    for step in truth(series):
        feed = tmp_path / "feed.xml"
        feed.write_bytes(gzip.decompress((SHARED / "series" / step["file"]).read_bytes()))
        at = datetime.fromisoformat(step["date"])
        hints = replace(HINTS, fetched_at=at, known_identity=known if remembers else None, allow_empty=True)
        hashes, identity = read(feed, hints)
        known = identity if hashes else known
        new = sum(key not in stored for key in hashes)
        updated = sum(stored.get(key, content) != content for key, content in hashes.items())
        assert (step["n"], new) == (step["n"], step["new"])
        assert updated <= step["changed"]
        updates += updated
        stored |= hashes
    assert updates < sum(step["changed"] for step in truth(series)) * 0.6  # most changes were dates


def read(path: Path, hints: Any) -> tuple[dict[str, str], str]:
    with open_feed(path, hints) as feed:
        jobs = [item.job for item in feed.items() if not item.duplicate]
        return {job["external_id"]: content_hash(fingerprints(job)) for job in jobs}, feed.scan.identity


def test_a_job_with_only_a_new_date_is_not_updated(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    item = "<item><guid>1</guid><title>Baker</title><link>https://x.example/job/1</link><pubDate>{}</pubDate></item>"
    prints = []
    for date in ("Mon, 05 Oct 2026 08:00:00 GMT", "Tue, 06 Oct 2026 08:00:00 GMT"):
        feed.write_text(f"<rss><channel><title>Jobs</title>{item.format(date)}</channel></rss>")
        with open_feed(feed, HINTS) as opened:
            (job,) = [one.job for one in opened.items()]
        prints.append((content_hash(fingerprints(job)), stamp_hash(job)))
    assert prints[0][0] == prints[1][0]
    assert prints[0][1] != prints[1][1]
