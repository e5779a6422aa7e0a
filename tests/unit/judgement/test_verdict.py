"""Each word of the judgement, and each guard of it, by itself."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from job_importer.codes import FeedState, RunFailure
from job_importer.explanations import explain
from job_importer.feeds.judged import TRANSITIONS_KEPT, Judgement, Reading, never_judged
from job_importer.feeds.model import FeedDoc, healthy
from job_importer.runs.judgement.day import DayDoc, day_of, reading_of
from job_importer.runs.judgement.usual import DAYS_KEPT, usual_of
from job_importer.runs.judgement.verdict import has_changed, judge, stored
from job_importer.runs.model import RunDoc, RunStatus, Trigger
from job_importer.runs.totals import no_counts
from tests.support.feed_docs import NOW, feed_doc
from tests.unit.runs.test_failure_streak import ended

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIELDS = {"title": 100, "company": 95, "salary": 50}


def reading(size: int | None = 100, failed: int = 0, **fill: int) -> Reading:
    return {"size": size, "fetched": 100, "failed": failed, "fill": FIELDS | fill, "filled_of": 100}


def a_day(n: int, found: Reading | None, new: int = 5, **changes: Any) -> DayDoc:
    """So many days before NOW."""
    day = day_of("acme", (NOW - n * DAY).date(), [])
    return {**day, "runs": 24, "new": new, "reading": found, **changes}  # type: ignore[typeddict-item]


def days(number: int = 20, found: Reading | None = None, **changes: Any) -> list[DayDoc]:
    return [a_day(n, found or reading(), **changes) for n in range(number, 0, -1)]


def feed(known: list[DayDoc] | None = None, **changes: Any) -> FeedDoc:
    usual = usual_of(days() if known is None else known, {}, NOW.date())
    ran = healthy() | {"last_run_id": "R", "last_success_at": NOW}
    later = NOW + 60 * DAY
    return feed_doc(**{"usual": usual, "health": ran, "next_due_at": later, **changes})


def failing(streak: int, since: datetime, code: RunFailure = RunFailure.FEED_TIMEOUT, **changes: Any) -> FeedDoc:
    last = {"code": code.value, "message": "It took too long.", "at": NOW}
    health = {"failures_in_a_row": streak, "failing_since": since, "last_failure": last, "last_yield": 100}
    ran = healthy() | {"last_run_id": "R", "last_success_at": since - DAY} | health
    return feed(**{"health": ran, **changes})


def read(before: FeedDoc, found: Reading, now: datetime = NOW, new: int = 1) -> FeedDoc:
    """The feed after a run that has found this."""
    return {**before, "judgement": judge(before, now, found, new)}


def state_after(*readings: Reading, known: list[DayDoc] | None = None) -> str:
    judged = feed(known)
    for found in readings:
        judged = read(judged, found)
    return judged["judgement"]["state"]


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (reading(), "healthy"),
        (reading(85), "healthy"),
        (reading(60), "shrinking"),
        (reading(company=60), "decaying"),
        (reading(company=85), "healthy"),
        (reading(salary=30), "healthy"),  # of a hundred jobs, chance does as much
        (reading(salary=15), "decaying"),
        (reading(failed=20), "losing_jobs"),
        (reading(failed=8), "losing_jobs"),
        (reading(failed=1), "healthy"),
        ({**reading(failed=1), "fetched": 10}, "healthy"),  # one job is an accident
        (reading(60, company=10, failed=30), "losing_jobs"),
        (reading(60, company=10), "shrinking"),
    ],
)
def test_what_is_odd_by_the_feeds_own_history_names_its_state_the_most_urgent_first(found: Reading, state: str) -> None:
    assert state_after(found, found) == state


def test_a_smaller_or_emptier_reading_may_be_an_accident_until_a_second_one_shows_it() -> None:
    assert state_after(reading(60)) == state_after(reading(company=10)) == "healthy"
    assert state_after(reading(60), reading()) == "healthy"
    assert state_after(reading(60), reading(), reading(60)) == "healthy"
    assert state_after(reading(failed=30)) == "losing_jobs"  # these are lost, accident or not


def test_as_many_failed_jobs_as_chance_brings_are_usual() -> None:
    usual: Any = feed()["usual"]
    of_chance = feed(usual={**usual, "failed": {"usual": 0.02, "low": 0.0, "high": 0.05}})
    assert read(of_chance, reading(failed=5))["judgement"]["state"] == "healthy"
    assert read(of_chance, reading(failed=6))["judgement"]["state"] == "losing_jobs"


def test_a_pass_of_time_is_no_second_reading() -> None:
    judged = read(feed(), reading(60))
    for _ in range(3):
        judged = {**judged, "judgement": judge(judged, NOW)}
    assert judged["judgement"]["state"] == "healthy"


def test_a_part_of_a_feed_says_nothing_of_its_size() -> None:
    assert state_after(reading(None), reading(None)) == "healthy"


def test_a_feed_without_history_is_judged_by_what_needs_none() -> None:
    assert state_after(reading(1), reading(1), known=[]) == "healthy"
    assert state_after(reading(failed=30), known=[]) == "losing_jobs"


def test_a_tenth_of_all_jobs_is_never_usual() -> None:
    chronic = days(found=reading(failed=30))
    assert state_after(reading(failed=30), known=chronic) == "losing_jobs"
    assert state_after(reading(failed=8), known=days(found=reading(failed=8))) == "healthy"


def test_what_is_odd_does_not_become_usual_by_lasting() -> None:
    """Until it is all that is remembered."""
    odd = {"decaying": {"since": NOW - 10 * DAY, "is_held": True}}
    lasting = [*days(30)[:20], *days(10, reading(company=10))]
    assert usual_of(lasting, odd, NOW.date())["fill"]["company"]["usual"] == 0.95
    assert (
        "company"
        not in usual_of(
            days(DAYS_KEPT, reading(company=10)),
            odd | {"decaying": {"since": NOW - DAYS_KEPT * DAY, "is_held": True}},
            NOW.date(),
        )["fill"]
    )


def small(number: int, jobs: int, **fill: int) -> list[DayDoc]:
    found: Reading = {"size": jobs, "fetched": jobs, "failed": 0, "fill": fill, "filled_of": jobs}
    return days(number, found)


def test_of_few_jobs_chance_takes_more() -> None:
    """Twelve jobs that all have a company may lose one and two by chance; twelve that become seven as well."""
    bands = usual_of(small(20, 12, company=12), {}, NOW.date())
    assert bands["size"] is not None
    assert bands["size"]["low"] < 7
    assert bands["fill"]["company"]["low"] < 10 / 12
    assert usual_of(small(20, 1_200, company=1_200), {}, NOW.date())["fill"]["company"]["low"] > 0.9


def test_a_young_feed_is_given_more_room() -> None:
    young, old = (usual_of(small(number, 1_000, company=900), {}, NOW.date()) for number in (8, 20))
    assert young["size"]
    assert old["size"]
    assert young["size"]["low"] < old["size"]["low"]
    assert young["fill"]["company"]["low"] < old["fill"]["company"]["low"]


def test_the_first_import_and_a_silence_that_is_not_over_are_no_habit() -> None:
    """The first brings every job there is."""
    seldom = [a_day(n, reading(), new=1 if n % 3 == 0 else 0) for n in range(21, 0, -1)]
    begun = usual_of([a_day(22, reading(), new=1_000), *seldom], {}, NOW.date())
    assert begun["silence"] == usual_of([a_day(22, reading(), new=0), *seldom], {}, NOW.date())["silence"]
    silent = [*days(20)[:12], *days(8, new=0)]
    assert usual_of(silent, {}, NOW.date())["silence"] == usual_of(silent[:12], {}, NOW.date())["silence"]


def test_one_new_job_a_day_may_stay_away_for_longer_than_twenty() -> None:
    one, many = (usual_of(days(28, new=new), {}, NOW.date())["silence"] for new in (1, 20))
    assert one
    assert many
    assert min(one) > 0.3 > max(many)


def test_an_outage_does_not_make_failures_usual() -> None:
    outage = [*days(15), *[a_day(n, None, failed_runs=24) for n in range(5, 0, -1)]]
    assert usual_of(outage, {}, NOW.date())["failing"] == usual_of(days(15), {}, NOW.date())["failing"]


def test_a_slow_fall_is_measured_from_the_best_fortnight() -> None:
    sizes = [500] * 10 + [1_000] * 15 + [740] * 7
    known = [a_day(len(sizes) - n, reading(size)) for n, size in enumerate(sizes)]
    (fall,) = usual_of(known, {}, NOW.date())["falls"]
    assert (fall["before"], fall["now"], fall["since"].date()) == (1_000, 740, (NOW - 7 * DAY).date())


def test_what_a_feed_shows_every_weekend_is_usual() -> None:
    known = [a_day(n, reading(60 if (NOW - n * DAY).weekday() > 4 else 100)) for n in range(28, 0, -1)]
    assert state_after(reading(60), reading(60), known=known) == "healthy"
    assert state_after(reading(50), reading(50), known=known) == "shrinking"


def test_a_size_that_goes_down_by_a_little_every_day_is_noticed() -> None:
    sizes = [1_000] * 14 + [round(1_000 * 0.97**n) for n in range(1, 13)]
    known = [a_day(len(sizes) - n, reading(size)) for n, size in enumerate(sizes)]
    judged = read(feed(known), reading(680))
    assert judged["judgement"]["state"] == "shrinking"
    assert "week by week" in judged["judgement"]["why"]
    assert judged["judgement"]["jobs_at_stake"] == 320
    assert state_after(reading(1_000), known=known) == "healthy"  # it is back


def test_a_feed_is_quiet_after_more_days_than_its_weekdays_explain() -> None:
    weekdays = [a_day(n, reading(), new=5 if (NOW - n * DAY).weekday() < 5 else 0) for n in range(28, 0, -1)]
    judged = read(feed(weekdays), reading(), NOW)  # a Sunday
    assert judge(judged, NOW + 2 * DAY, reading())["state"] == "healthy"
    silent = read(judged, reading(), NOW + 6 * DAY, new=0)
    assert (silent["judgement"]["state"], silent["judgement"]["since"]) == ("quiet", NOW)
    assert silent["judgement"]["jobs_at_stake"] == 25
    assert "usually it has about" in silent["judgement"]["why"]
    assert judge(silent, NOW + 7 * DAY, reading(), 1)["state"] == "healthy"


def test_a_weekend_and_a_holiday_are_no_silence_for_a_feed_that_rests_at_weekends() -> None:
    friday = NOW - 2 * DAY
    weekdays = [a_day(n, reading(), new=5 if (NOW - n * DAY).weekday() < 5 else 0) for n in range(30, 2, -1)]
    judged = read(feed(weekdays), reading(), friday)
    assert judge(judged, friday + 5 * DAY, reading())["state"] == "healthy"
    assert judge(judged, friday + 7 * DAY, reading())["state"] == "quiet"


def test_a_feed_that_was_not_read_is_not_called_quiet() -> None:
    judged = read(feed(), reading())
    assert judge(judged, NOW + 20 * DAY)["state"] == "healthy"


@pytest.mark.parametrize(
    ("streak", "hours", "code", "state"),
    [
        (1, 0, RunFailure.FEED_TIMEOUT, "healthy"),
        (1, 30, RunFailure.FEED_TIMEOUT, "healthy"),
        (2, 1, RunFailure.FEED_TIMEOUT, "new_failure"),
        (3, 3, RunFailure.FEED_TIMEOUT, "broken"),
        (1, 0, RunFailure.NOT_A_JOB_FEED, "new_failure"),
        (2, 24, RunFailure.NOT_A_JOB_FEED, "broken"),
        (3, 3, RunFailure.NOT_A_JOB_FEED, "broken"),
    ],
)
def test_a_failure_that_mostly_passes_is_no_news_until_it_lasts(
    streak: int, hours: int, code: RunFailure, state: str
) -> None:
    judged = judge(failing(streak, NOW - timedelta(hours=hours), code), NOW)
    assert judged["state"] == state
    if state != "healthy":
        assert (judged["since"], judged["jobs_at_stake"]) == (NOW - timedelta(hours=hours), 100)


def test_a_feed_that_often_fails_has_to_fail_more_often_in_a_row() -> None:
    flaky = usual_of(days(failed_runs=5), {}, NOW.date())
    assert judge(failing(2, NOW, usual=flaky), NOW)["state"] == "healthy"
    assert judge(failing(5, NOW, usual=flaky), NOW)["state"] == "broken"


def test_a_feed_that_never_worked_fails_at_once() -> None:
    never = failing(1, NOW)
    assert judge({**never, "health": {**never["health"], "last_success_at": None}}, NOW)["state"] == "new_failure"


def test_a_feed_is_overdue_or_waits_once_it_is_late() -> None:
    at = {"next_due_at": NOW - timedelta(minutes=30)}
    lease = {"run_id": "R", "expires_at": NOW + DAY}
    assert judge(feed(next_due_at=NOW - timedelta(minutes=4)), NOW)["state"] == "healthy"
    assert judge(feed(**at), NOW)["state"] == "overdue"
    assert judge(feed(**at, lease=lease), NOW)["state"] == "waiting"
    assert judge(feed(**at, lease=lease), NOW + timedelta(hours=2))["state"] == "overdue"
    patient = feed(**at, lease=lease, interval_seconds=21_600)
    assert judge(patient, NOW + timedelta(hours=5, minutes=29))["state"] == "waiting"
    assert judge(patient, NOW + timedelta(hours=5, minutes=31))["state"] == "overdue"
    assert judge(feed(**at, not_before=NOW + timedelta(hours=1)), NOW)["state"] == "healthy"
    assert judge(feed(**at, enabled=False), NOW)["state"] == "disabled"


def test_a_state_keeps_its_beginning_and_a_change_is_recorded_with_it() -> None:
    judged = feed()
    for n, found in enumerate([reading(), reading(failed=30), reading(failed=30), reading()]):
        now = NOW + n * timedelta(hours=1)
        judged = {**judged, **stored(judged, judge(judged, now, found, 1), now)}  # type: ignore[typeddict-item]
    assert [(one["n"], one["state"], one["since"]) for one in judged["transitions"]] == [
        (1, "healthy", NOW),
        (2, "losing_jobs", NOW + timedelta(hours=1)),
        (3, "healthy", NOW + timedelta(hours=3)),
    ]
    for n in range(2 * TRANSITIONS_KEPT):
        enabled = bool(n % 2)
        judged = {**judged, "enabled": enabled}
        judged = {**judged, **stored(judged, judge(judged, NOW), NOW)}  # type: ignore[typeddict-item]
    assert len(judged["transitions"]) == TRANSITIONS_KEPT
    assert judged["transitions"][-1]["n"] == judged["judgement"]["n"]


def test_what_is_odd_is_so_since_the_first_reading_that_showed_it() -> None:
    """Also where a worse state hides it: the days from then on do not count as usual."""
    judged = read(feed(), reading(company=10))
    judged = read(judged, reading(company=10, failed=40), NOW + DAY)
    assert (judged["judgement"]["state"], judged["judgement"]["odd"]["decaying"]["since"]) == ("losing_jobs", NOW)


def test_a_judgement_holds_how_many_jobs_its_feed_lists_and_when_that_was_read() -> None:
    whole, part = reading(90), reading(None)
    listed = judge(feed(), NOW, whole, 1)
    assert (listed["jobs"], listed["reading"], listed["read_at"], listed["last_new_at"]) == (90, whole, NOW, NOW)
    assert judge(feed(), NOW, part)["jobs"] == 100
    unread = judge(feed(judgement=listed), NOW + DAY)
    assert (unread["jobs"], unread["reading"], unread["read_at"], unread["last_new_at"]) == (90, whole, NOW, NOW)
    assert judge(feed(), NOW)["jobs"] == 0
    assert [one["run_id"] for one in (judge(feed(), NOW), judge(feed(health=healthy()), NOW))] == ["R", ""]


def test_a_judgement_that_says_the_same_is_not_written_again() -> None:
    judged = read(feed(), reading())
    assert not has_changed(judged, judge(judged, NOW + timedelta(minutes=1)))
    assert has_changed(judged, judge({**judged, "enabled": False}, NOW))


def test_every_state_has_advice_and_a_command_that_names_the_feed_or_the_run() -> None:
    def told(judgement: Judgement) -> tuple[str, str | None]:
        return judgement["advice"], judgement["command"]

    advice, command = told(judge(failing(1, NOW, RunFailure.FEED_COLLAPSED), NOW))
    assert command == "jobctl import acme --accept-collapse"
    assert advice.startswith("Compare the feed with the source's website.")
    assert told(judge(feed(), NOW, reading(failed=30)))[1] == "jobctl failures R"
    assert told(judge(feed(), NOW, reading()))[1] is None


def test_all_that_a_judgement_holds_and_the_record_of_a_change() -> None:
    judged = failing(3, NOW - HOUR, judgement=never_judged(NOW - DAY) | {"n": 4, "revision": 7, "jobs": 9})
    judgement = judge(judged, NOW, reading(90), new=2)
    advice = explain("runs", RunFailure.FEED_TIMEOUT).advice
    told = {"n": 5, "state": "broken", "since": NOW - HOUR, "why": judgement["why"], "advice": advice}
    told |= {"command": judgement["command"], "jobs_at_stake": 100}
    assert judgement == told | {
        "revision": 8,
        "rank": FeedState.BROKEN.rank,
        "odd": {},
        "reading": reading(90),
        "read_at": NOW,
        "last_new_at": NOW,
        "jobs": 90,
        "run_id": "R",
    }
    assert stored(judged, judgement, NOW) == {
        "judgement": judgement,
        "untold": True,
        "transitions": [told | {"at": NOW, "was": "waiting"}],
    }


def runs(*outcomes: tuple[str, int]) -> list[RunDoc]:
    return [
        ended(RunStatus(status), f"R{n}", counts=no_counts() | {"fetched": fetched, "new": fetched})
        for n, (status, fetched) in enumerate(outcomes)
    ]


def test_a_day_is_the_sum_of_its_runs_and_the_last_good_reading() -> None:
    day = day_of("acme", NOW.date(), runs(("succeeded", 5), ("partial", 7), ("failed", 0), ("processing", 9)))
    assert (day["runs"], day["failed_runs"], day["new"], day["at"].hour) == (3, 1, 12, 0)
    assert day["statuses"] == {"succeeded": 1, "partial": 1, "failed": 1}
    assert day["reading"] is not None
    assert day["reading"]["size"] == 7


SEAL = {"chunks": 1, "fetched": 9, "inactive": 0, "duplicates": 2, "fill": {"title": 7}, "filled_of": 7}
BOOKS = no_counts() | {"fetched": 9, "duplicate": 2, "failed": 1}


def test_a_reading_is_what_the_run_or_the_one_that_it_confirms_has_listed() -> None:
    found: Reading = {"size": 7, "fetched": 9, "failed": 1, "fill": {"title": 7}, "filled_of": 7}
    assert reading_of(ended(RunStatus.PARTIAL, counts=BOOKS, seal=SEAL)) == found
    assert reading_of(ended(RunStatus.NOT_MODIFIED, counts=BOOKS, confirmed_seal=SEAL)) == found
    assert reading_of(ended(RunStatus.PARTIAL, counts=BOOKS, seal=SEAL, completeness="part")) == found | {"size": None}


def test_a_replay_a_failure_and_what_confirms_a_run_that_is_not_known_say_nothing_of_the_feed() -> None:
    assert reading_of(ended(RunStatus.PARTIAL, trigger=Trigger.REPLAY, counts=BOOKS, seal=SEAL)) is None
    assert reading_of(ended(RunStatus.FAILED, counts=BOOKS, seal=SEAL)) is None
    assert reading_of(ended(RunStatus.NOT_MODIFIED, counts=no_counts())) is None
