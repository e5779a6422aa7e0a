"""Every document has all that its type says it has: readers ask for it without a doubt."""

from collections.abc import Mapping
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import pytest

from job_importer.audit import Act, Action, Actor, AuditDoc, _document
from job_importer.codes import JobFailure, RunFailure
from job_importer.completeness import Completeness
from job_importer.delivery.messages import ChunkHeader
from job_importer.events.model import EventDoc, feed_events, message_of, run_events
from job_importer.feeds.judged import Judgement as JudgementDoc
from job_importer.feeds.judged import RecentRun, Transition, Usual, never_judged
from job_importer.feeds.model import FeedDoc, FeedSettings
from job_importer.feeds.settings_digest import settings_digest
from job_importer.feeds.store import _settings, _unlearned
from job_importer.intake.model import Scan
from job_importer.jobs.blocklist import BlockList, key_of
from job_importer.jobs.document import Listing, new_document
from job_importer.jobs.outcome import OutcomeCounts
from job_importer.paging.verdict import Judgement
from job_importer.pipeline.reading import reading_of
from job_importer.runs.failures import FailureDoc, Fault, job_failure
from job_importer.runs.feed_update import lessons
from job_importer.runs.judgement.day import DayDoc, day_of
from job_importer.runs.judgement.usual import usual_of
from job_importer.runs.judgement.verdict import judge, stored
from job_importer.runs.ledger import chunk_doc
from job_importer.runs.model import ChunkDoc, ChunkState, RunDoc, RunStatus, Seal, Trigger
from job_importer.runs.progress import Left, scanned, sealed
from job_importer.runs.store import new_run
from job_importer.runs.totals import no_counts
from tests.support.feed_docs import feed_doc
from tests.support.previewing import look, source
from tests.support.world import FEED, NOW, RUN_1, RUN_2, URL, job
from tests.unit.jobs.test_prediction import incoming

RUN = new_run(RUN_1, feed_id=FEED, feed_url=URL, source="s", trigger=Trigger.MANUAL, now=NOW)
FAILURE = {"code": RunFailure.FEED_COLLAPSED.value, "message": "Too few.", "retry_after": None}
COUNTS = no_counts() | {"fetched": 3, "new": 1, "updated": 2}
ENDED: Any = {**RUN, "status": RunStatus.FAILED.value, "finished_at": NOW, "failure": FAILURE, "counts": COUNTS}
JUDGED = {**feed_doc(FEED), **stored(feed_doc(FEED), judge(feed_doc(FEED, enabled=False), NOW), NOW)}
HEADER = ChunkHeader(run_id=RUN_1, feed_id=FEED, n=3, items=9, duplicates=2, rejected=1, seen_at=NOW)
FAULT = Fault(JobFailure.VALIDATION_ERROR, "The job has no title.", "title", "required")
BROKEN: Any = {**JUDGED, "transitions": [{**JUDGED["transitions"][0], "state": "broken"}]}


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (RUN, RunDoc),
        (chunk_doc(HEADER, ChunkState.PENDING, OutcomeCounts()), ChunkDoc),
        (job_failure(HEADER, 7, FAULT, NOW), FailureDoc),
        (
            {"_id": FEED, "updated_at": NOW, "next_due_at": NOW} | _settings(FeedSettings(url=URL)) | _unlearned(NOW),
            FeedDoc,
        ),
        (never_judged(NOW), JudgementDoc),
        (JUDGED["judgement"], JudgementDoc),
        (JUDGED["transitions"][0], Transition),
        (lessons(feed_doc(FEED), ENDED, NOW)["recent"][0], RecentRun),
        (usual_of([], {}, NOW.date()), Usual),
        (day_of(FEED, NOW.date(), [ENDED]), DayDoc),
        (_document(Actor("anna", "operator"), Act(Action.REDRIVEN, "imports/R", FEED, {}), NOW), AuditDoc),
        *((event, EventDoc) for event in (*run_events(ENDED), *feed_events(BROKEN))),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_document_has_every_field_of_its_type(document: Mapping[str, Any], kind: Any) -> None:
    assert kind.__required_keys__ <= document.keys() <= kind.__required_keys__ | kind.__optional_keys__


def test_a_failure_says_where_the_job_was_and_what_is_wrong_with_it() -> None:
    failure = job_failure(HEADER, 7, FAULT, NOW, job(1))
    assert failure == {
        "_id": f"{RUN_1}:000003:00000007",
        "run_id": RUN_1,
        "feed_id": FEED,
        "chunk": 3,
        "index": 7,
        "jobs": 1,
        "code": "validation_error",
        "signature": "The job has no title.",
        "message": "The job has no title.",
        "field": "title",
        "rule": "required",
        "external_id": "A-1",
        "title": "Engineer 1",
        "url": "https://jobs.example.com/1",
        "excerpt": failure["excerpt"],
        "at": NOW,
    }


def test_a_collapse_is_told_with_what_to_do_and_beside_it_what_the_import_did() -> None:
    finished, collapsed, changed = map(message_of, run_events(ENDED))
    about = {"at": NOW.isoformat(), "feed_id": FEED, "run_id": RUN_1}
    assert finished == about | {
        "id": f"{finished['id'][:10]}-import.finished-{RUN_1}",
        "type": "import.finished",
        "title": "acme: failed, feed_collapsed",
        "detail": {
            "status": "failed",
            "counts": COUNTS,
            "failure": {"code": "feed_collapsed", "message": "Too few."},
        },
    }
    assert collapsed["detail"] == {
        "why": "Too few.",
        "advice": collapsed["detail"]["advice"],
        "command": "jobctl import acme --accept-collapse",
    }
    assert collapsed["detail"]["advice"].startswith("Compare the feed")
    assert changed["detail"] == {"new": 1, "updated": 2, "closed": 0, "reopened": 0}
    assert changed["title"] == "acme: 1 new, 2 updated"


def test_a_change_of_state_is_told_with_its_reason() -> None:
    (event,) = feed_events(BROKEN)
    change = BROKEN["transitions"][0]
    told = {name: change[name] for name in ("was", "why", "advice", "command", "jobs_at_stake")}
    assert event["detail"] == {"state": "broken", "since": change["since"].isoformat(), **told}
    assert list(feed_events(BROKEN | {"told_n": change["n"]})) == []


def test_a_block_says_what_was_erased_and_when_and_by_which_key() -> None:
    blocked = BlockList([], key_of("secret"))
    for block in (blocked.text_block("Jane Doe", NOW), blocked.job_block("k", NOW), blocked.feed_block(FEED, NOW)):
        assert {"_id", "kind", "at", "key"} <= block.keys()
        assert (block["at"], block["key"]) == (NOW, blocked.key_id)


ABOUT_A_NEW_JOB = {
    "feed_ids": [FEED],
    "seen": {FEED: RUN_1},
    "gone": {},
    "first_run_id": RUN_1,
    "last_run_id": RUN_1,
    "content_run_id": RUN_1,
    "content_feed_id": FEED,
    "changed_run_id": None,
    "changed_fields": [],
    "first_seen_at": NOW,
    "last_seen_at": NOW,
    "closed_at": None,
    "closed_run_id": None,
    "closed_reason": None,
    "history": [],
    "version": 1,
    "untold": {"version": 1, "kind": "new", "at": NOW},
}


def test_a_new_job_is_stored_with_its_content_and_who_listed_it_when() -> None:
    arrived = incoming("item", "reader")
    document = new_document(arrived, Listing(RUN_1, FEED, NOW))
    prints = {name: getattr(arrived, name) for name in ("content_hash", "stamp_hash", "fingerprints")}
    read = {"item": "item", "reader": "reader"}
    words = {name: document[name] for name in ("words", "beginnings")}
    assert document == {"_id": arrived.key, "read_from": read, **arrived.content, **prints, **words, **ABOUT_A_NEW_JOB}
    assert "t:engineer" in words["words"]


def test_one_that_a_newer_run_does_not_list_is_closed_by_that_and_nobody_is_told() -> None:
    document = new_document(incoming(), Listing(RUN_2, FEED, NOW, replay_of=RUN_1, overtaken_by=RUN_2))
    about = {name: document.get(name) for name in ABOUT_A_NEW_JOB}
    rank = f"{RUN_1}+{RUN_2}"
    assert about == ABOUT_A_NEW_JOB | {
        "seen": {},
        "gone": {FEED: RUN_2},
        "first_run_id": RUN_2,
        "last_run_id": rank,
        "content_run_id": rank,
        "closed_at": document["closed_at"],
        "closed_run_id": RUN_2,
        "closed_reason": "not_listed",
        "untold": None,
    }
    assert document["closed_at"] is not None


def test_a_preview_reports_the_same_fields_whatever_it_finds() -> None:
    told, _ = look(source("<title>Baker</title><url>https://x.example/1</url><company>A</company>"))
    failed, _ = look("no feed at all")
    assert told.keys() == failed.keys()
    assert (failed["fetched"], failed["unique"], failed["duplicates"], failed["invalid"], failed["inactive"]) == (
        0,
    ) * 5
    assert (failed["format"], failed["warnings"], failed["bytes"]) == (None, [], 14)
    assert told["outcome"] == "ok"
    assert told["seconds"] >= 0


def test_a_run_begins_with_what_is_known_and_null_for_the_rest() -> None:
    known = {name: value for name, value in RUN.items() if value is not None}
    assert known == {
        "_id": RUN_1,
        "feed_id": FEED,
        "feed_url": URL,
        "source": "s",
        "trigger": "manual",
        "status": "queued",
        "queued_at": NOW,
        "repaired": False,
        "http": {"status": None, "bytes": None, "content_type": None},
        "warnings": [],
        "attempts": 0,
        "closed": 0,
        "full": False,
        "accept_collapse": False,
        "heartbeat_at": NOW,
        "revision": 0,
    }


def test_a_run_is_told_what_the_first_pass_has_found() -> None:
    scan = Scan("rss", "utf-8", True, 9, 2, "guid", ("One.",), 700, Completeness.PART, "There is more.")
    found = scanned(scan, 8, 0.5, None, NOW)
    assert found == {
        "format": "rss",
        "encoding": "utf-8",
        "identity": "guid",
        "repaired": True,
        "completeness": "part",
        "completeness_reason": "There is more.",
        "warnings": ["One."],
        "filled": 0.5,
        "reading_mode": "changes",
        "full_reason": None,
        "scanned": {"items": 9, "unique": 8},
        "read_at": NOW,
        "http.bytes": 700,
    }
    why = scanned(scan, 8, 0.5, "It was asked for.", NOW)
    assert (why["reading_mode"], why["full_reason"]) == ("full", "It was asked for.")


def test_a_run_is_sealed_with_what_it_leaves_to_the_next() -> None:
    seal, judged = Seal(chunks=1, fetched=9, inactive=0, duplicates=0), Judgement(Completeness.WINDOW, "So it is.")
    plain = {
        "seal": seal,
        "completeness": "window",
        "completeness_reason": "So it is.",
        "warnings": ["One."],
        "published_at": NOW,
        "heartbeat_at": NOW,
        "vanished": None,
        "listed": None,
    }
    assert sealed(seal, ["One."], judged, NOW) == plain
    left = sealed(seal, ["One."], judged, NOW, Left("key", 3, ["k"]))
    assert left == plain | {"vanished": 3, "marked": ["k"], "validators.manifest": "key"}


def test_a_feed_is_read_by_its_own_settings_and_cut_by_those_of_the_system() -> None:
    settings: Any = SimpleNamespace(chunk_max_jobs=50, chunk_max_bytes=9_000)
    feed = feed_doc(FEED, identity="guid", known_identity="id", default_company="A", timezone="UTC", format="rss")
    assert reading_of(feed, settings) == {
        "feed_url": feed["url"],
        "source": feed["source"],
        "format": "rss",
        "identity": "guid",
        "known_identity": "id",
        "default_company": "A",
        "timezone": "UTC",
        "url_template": None,
        "allow_empty": False,
        "settings": settings_digest(feed),
        "chunk_max_jobs": 50,
        "chunk_max_bytes": 9_000,
    }


def test_a_chunk_is_told_what_it_covers_and_once_it_is_settled_when() -> None:
    counts = OutcomeCounts(new=2, updated=1, unchanged=1, failed=1, restamped=1, reopened=1, reread=1, rekeyed=1)
    covers = {"run_id": RUN_1, "n": 3, "items": 9, "inactive": 0, "duplicates": 2, "rejected": 1, "known": 0, "jobs": 6}
    announced = {"_id": f"{RUN_1}:000003", "state": "done", **covers, **asdict(counts)}
    assert chunk_doc(HEADER, ChunkState.DONE, counts) == announced
    assert chunk_doc(HEADER, ChunkState.DONE, counts, NOW) == announced | {"settled_at": NOW}
