from job_importer.runs.model import RunDoc, Trigger
from job_importer.runs.store import new_run
from tests.support.world import FEED, NOW, RUN_1, URL


def test_a_new_run_has_every_field_that_its_readers_expect() -> None:
    run = new_run(RUN_1, feed_id=FEED, feed_url=URL, source="jobs.example.com", trigger=Trigger.MANUAL, now=NOW)
    assert run.keys() >= RunDoc.__required_keys__
