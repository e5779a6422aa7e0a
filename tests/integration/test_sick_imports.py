"""Sick sources through the real importer: each run ends with its code, and harms nothing that is stored."""

from collections.abc import Iterator
from typing import Any

import pytest

from job_importer.codes import RunFailure
from job_importer.mongo import Db
from tests.conftest import Aws
from tests.support.feed_server import feed_server, indeed_feed, indeed_job
from tests.support.lambdas import make_context
from tests.support.pipeline import Pipeline
from tests.support.sick_server import OUTCOMES, SickServer, Visit
from tests.support.world import FEED, NOW, add_feed

JOBS = 3


@pytest.fixture
def sick() -> Iterator[SickServer]:
    with SickServer() as server:
        yield server


@pytest.fixture
def pipeline(db: Db, aws: Aws) -> Pipeline:
    """With some jobs that the feed brought while it was well."""
    limits = {"fetch_total_seconds": 20.0, "fetch_idle_seconds": 8.0, "fetch_max_bytes": 20_000_000}
    pipeline = Pipeline(make_context(db, aws, **limits), NOW)
    with feed_server() as well:
        well.body = indeed_feed(*(indeed_job(n) for n in range(JOBS)))
        add_feed(db, url=well.url, source="bakery.example")
        assert pipeline.import_now(FEED)["counts"]["new"] == JOBS
    pipeline.wait(days=1)
    return pipeline


def import_from(pipeline: Pipeline, url: str) -> dict[str, Any]:
    add_feed(pipeline.ctx.db, url=url, source="bakery.example")
    return pipeline.import_now(FEED)


def harmless(pipeline: Pipeline, run: dict[str, Any]) -> bool:
    db = pipeline.ctx.db
    feed: Any = db.feeds.find_one({"_id": FEED})
    nothing_published = run["counts"]["fetched"] == 0 and db.chunks.count_documents({"run_id": run["_id"]}) == 0
    all_open = db.jobs.count_documents({"closed_at": None}) == JOBS
    return nothing_published and all_open and feed["lease"] is None and feed["health"]["failures_in_a_row"] == 1


@pytest.mark.parametrize("name", OUTCOMES)
def test_an_import_from_a_sick_source_ends_with_its_code_and_harms_nothing(
    pipeline: Pipeline, sick: SickServer, name: str
) -> None:
    if OUTCOMES[name] == RunFailure.FEED_TIMEOUT:
        quick = pipeline.ctx.settings.model_copy(update={"fetch_total_seconds": 1.2, "fetch_idle_seconds": 0.4})
        object.__setattr__(pipeline.ctx, "settings", quick)
    run = import_from(pipeline, sick.url(name))
    assert (run["status"], run["failure"]["code"]) == ("failed", OUTCOMES[name])
    assert harmless(pipeline, run)


@pytest.mark.parametrize("target", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"])
def test_an_import_that_is_redirected_to_a_private_address_is_refused(
    pipeline: Pipeline, sick: SickServer, target: str
) -> None:
    def redirect(visit: Visit) -> None:
        visit.answer(302, Location=target)

    run = import_from(pipeline, sick.on("redirect", redirect))
    assert run["failure"]["code"] == "feed_forbidden_address"
    assert harmless(pipeline, run)


@pytest.mark.parametrize(
    "kind", ['text/xml; charset=utf-8; name="Stellenbörse.xml"', f"text/xml; charset=utf-8; x={'long' * 1_000}"]
)
def test_an_odd_content_type_is_no_reason_to_fail(pipeline: Pipeline, sick: SickServer, kind: str) -> None:
    def answer(visit: Visit) -> None:
        visit.answer(200, indeed_feed(indeed_job(0, title="Bäcker")), Content_Type=kind)

    run = import_from(pipeline, sick.on("odd", answer))
    assert (run["status"], run["counts"]["updated"]) == ("succeeded", 1)
    stored = run["snapshot"]["content_type"]
    assert stored.startswith("text/xml; charset=utf-8; ")
    assert stored.isascii()
    assert len(stored) < 1_000  # S3 keeps 2 kB of metadata


def test_a_wrapping_that_the_body_does_not_have_is_a_warning_on_the_run(pipeline: Pipeline, sick: SickServer) -> None:
    jobs = indeed_feed(*(indeed_job(n) for n in range(JOBS + 1)))
    run = import_from(pipeline, sick.on("plain", lambda visit: visit.answer(200, jobs, Content_Encoding="gzip")))
    assert (run["status"], run["counts"]["new"]) == ("succeeded", 1)
    assert any("plain text" in warning for warning in run["warnings"])


def test_secrets_of_a_feeds_address_and_headers_are_nowhere_in_its_history(
    pipeline: Pipeline, sick: SickServer
) -> None:
    url = sick.url("server-error") + "?api_key=hunter2"
    add_feed(pipeline.ctx.db, url=url, headers={"Authorization": "Bearer hunter2"})
    run = pipeline.import_now(FEED)
    assert run["failure"]["code"] == "feed_http_error"
    assert "hunter2" not in str(run)
    assert sick.visits[-1].headers["authorization"] == "Bearer hunter2"
