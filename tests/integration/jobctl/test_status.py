"""Needs attention, as jobctl tells it: the feeds and the words are the API's."""

from datetime import timedelta
from typing import Any

from job_importer.clock import utc_now
from job_importer.codes import FeedState
from job_importer.feeds.judged import never_judged
from job_importer.mongo import Db
from tests.support.jobctl import Shell
from tests.support.world import add_feed


def stand(db: Db, feed_id: str, state: FeedState, jobs: int = 0, **words: Any) -> None:
    since = utc_now() - timedelta(days=3)
    told = {"why": f"Why {feed_id}.", "advice": f"Advice for {feed_id}.", "command": f"jobctl feeds show {feed_id}"}
    judged = {**never_judged(since), "state": state.value, "rank": state.rank, "jobs_at_stake": jobs, **told, **words}
    add_feed(db, feed_id)
    db.feeds.update_one({"_id": feed_id}, {"$set": {"judgement": judged}})


def test_what_needs_you_is_told_most_urgent_first_in_the_words_of_the_api(db: Db, jobctl: Shell) -> None:
    for n, state in enumerate(FeedState):
        stand(db, f"feed-{state.value.replace('_', '-')}", state, n)
    stand(db, "the-largest", FeedState.QUIET, 5_000, command=None)
    urgent = [state for state in FeedState if state.needs_you]
    found = jobctl("status", "--json").json
    assert [feed["state"] for feed in found["items"]] == [*(state.value for state in urgent[:6]), "quiet", "overdue"]
    assert found["items"][5]["id"] == "the-largest"
    told = jobctl("status").out
    assert told.startswith(f"Feeds that need attention: {len(urgent) + 1} of {len(FeedState) + 1}.")
    places = [told.index(feed[name]) for feed in found["items"] for name in ("id", "why", "advice")]
    assert places == sorted(places)
    assert all(f"  $ {feed['command']}\n" in told for feed in found["items"] if feed["command"])
    assert "feed-healthy" not in told


def test_what_is_not_shown_is_counted(db: Db, jobctl: Shell) -> None:
    for n in range(3):
        stand(db, f"feed-{n}", FeedState.BROKEN)
    assert "… and 2 more: jobctl status --limit 3" in jobctl("status", "--limit", "1").out


def test_nothing_needs_you(db: Db, jobctl: Shell) -> None:
    stand(db, "acme", FeedState.HEALTHY)
    told = jobctl("status")
    assert (told.exit_code, told.out.splitlines()[0]) == (0, "Nothing needs attention.")
    assert "0 open jobs. Today: 0 imports, 0 new" in told.out


def test_feeds_are_listed_by_state_and_by_words(db: Db, jobctl: Shell) -> None:
    stand(db, "acme", FeedState.HEALTHY)
    stand(db, "other", FeedState.BROKEN)
    assert [feed["id"] for feed in jobctl("feeds", "--json").json["items"]] == ["other", "acme"]
    assert [feed["id"] for feed in jobctl("feeds", "--state", "healthy", "--json").json["items"]] == ["acme"]
