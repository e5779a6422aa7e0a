"""A source that answers 304 forever, whatever it has by then, is asked for the body itself now and then."""

from datetime import timedelta

import pytest

from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.feed_server import indeed_feed, indeed_job
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.sick_server import ETAG, SickServer, Visit
from tests.support.world import FEED, NOW, add_feed


class Stuck:
    """A source whose validator outlives what it was given for."""

    def __init__(self, server: SickServer) -> None:
        self.jobs = [indeed_job(n) for n in range(3)]
        self.asked: list[bool] = []  # whether conditionally
        self.url = server.on("stuck", self.answer)

    def answer(self, visit: Visit) -> None:
        self.asked.append("if-none-match" in visit.headers)
        if self.asked[-1]:
            visit.head(304, ETag=ETAG)
        else:
            visit.answer(200, indeed_feed(*self.jobs), ETag=ETAG)


@pytest.mark.parametrize(("interval_hours", "within_hours"), [(1, 24), (6, 24), (24, 72), (168, 504)])
def test_what_a_stuck_source_has_by_now_is_found(db: Db, aws: Aws, interval_hours: int, within_hours: int) -> None:
    never_in_full = make_context(db, aws, full_every_days=10_000)
    pipeline = Pipeline(never_in_full, NOW + timedelta(minutes=1))
    with SickServer() as server:
        stuck = Stuck(server)
        add_feed(db, url=stuck.url, source="bakery.example", interval_seconds=interval_hours * 3_600)
        assert pipeline.import_now(FEED)["counts"]["new"] == 3
        stuck.jobs.append(indeed_job(9))
        for _ in range(within_hours // interval_hours - 1):
            pipeline.wait(hours=interval_hours)
            assert pipeline.import_now(FEED)["status"] == "not_modified"
        pipeline.wait(hours=interval_hours)
        assert pipeline.import_now(FEED)["counts"]["new"] == 1
    assert stuck.asked == [False, *[True] * (within_hours // interval_hours - 1), False]


def test_the_same_body_is_trusted_for_another_day(db: Db, aws: Aws) -> None:
    pipeline = Pipeline(make_context(db, aws), NOW + timedelta(minutes=1))
    with SickServer() as server:
        stuck = Stuck(server)
        add_feed(db, url=stuck.url, source="bakery.example")
        for _ in range(4):
            pipeline.import_now(FEED)
            pipeline.wait(hours=13)
    assert stuck.asked == [False, True, False, True]
