"""What `make up` promises: every sample imported, numbers that add up, and a system that goes on by itself."""

import re
import subprocess
import time
from typing import Any

import httpx
import pytest

from tests.support.stack import Stack
from tools.jobctl.show import PARTS, books_balance
from tools.local.config import ROOT
from tools.local.samples import SAMPLES, write_samples

pytestmark = pytest.mark.e2e

SCHEDULE_SECONDS = 150  # two ticks of a minute, and the import
(FIRST_COMMANDS,) = re.findall(
    r"^Then try:\n\n```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE
)


def latest_run(stack: Stack, feed_id: str) -> dict[str, Any] | None:
    with stack.http() as api:
        items: list[dict[str, Any]] = api.get("/imports", params={"feed": feed_id, "limit": 1}).json()["items"]
    return items[0] if items else None


def counts_of(stack: Stack) -> dict[str, dict[str, int]]:
    """Of the latest run of each sample."""
    runs = {sample.feed_id: latest_run(stack, sample.feed_id) for sample in SAMPLES}
    return {feed_id: run["counts"] for feed_id, run in runs.items() if run is not None}


@pytest.fixture(scope="module")
def first(stack: Stack) -> str:
    """What `up` said the first time."""
    done = stack.run("up")
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_up_imports_every_sample_and_its_numbers_add_up(stack: Stack, first: str) -> None:
    found = counts_of(stack)
    for sample in SAMPLES:
        counts = found[sample.feed_id]
        assert books_balance(counts)
        assert counts["pending"] == 0
        assert (counts["fetched"], counts["duplicate"], counts["failed"]) == (
            sample.fetched,
            sample.duplicate,
            sample.failed,
        )
        assert counts["new"] == sample.fetched - sample.duplicate - sample.failed


def test_up_shows_the_numbers_the_page_and_the_tokens(stack: Stack, first: str) -> None:
    access = stack.access
    for shown in (access.page_url, access.viewer_token, access.operator_token, "adds up"):
        assert shown in first
    assert all(sample.feed_id in first and str(sample.fetched) in first for sample in SAMPLES)


def test_the_page_and_its_configuration_are_served_beside_the_api(stack: Stack, first: str) -> None:
    access = stack.access
    page = httpx.get(access.page_url)
    assert page.headers["content-type"].startswith("text/html")
    config = httpx.get(access.page_url.replace("index.html", "config.json"))
    assert config.json() == {"apiBase": access.api_base}


def test_a_second_up_deploys_nothing_and_finds_every_job_unchanged(stack: Stack, first: str) -> None:
    before = stack.access
    done = stack.run("up")
    assert done.returncode == 0, done.stdout
    assert "is already deployed" in done.stdout
    assert stack.access == before
    for sample in SAMPLES:
        counts = counts_of(stack)[sample.feed_id]
        assert books_balance(counts)
        assert counts["unchanged"] == sample.fetched - sample.duplicate - sample.failed
        assert all(counts[part] == 0 for part in PARTS if part not in ("unchanged", "duplicate", "failed"))


def test_a_stopped_stack_resumes_with_all_it_knew(stack: Stack, first: str) -> None:
    before, access = counts_of(stack), stack.access
    assert stack.run("down").returncode == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(access.page_url)
    done = stack.run("up", "--no-samples")
    assert done.returncode == 0, done.stdout
    assert stack.access == access
    assert counts_of(stack) == before


def test_a_local_file_is_imported_by_its_name(stack: Stack, first: str, tmp_path: Any) -> None:
    write_samples(tmp_path)
    file = (tmp_path / SAMPLES[1].file_name).rename(tmp_path / "My Feed.xml")
    done = stack.run("import", str(file))
    assert done.returncode == 0, done.stdout
    run = latest_run(stack, "my-feed")
    assert run is not None
    assert run["counts"]["new"] == SAMPLES[1].fetched


def test_an_import_of_what_is_not_there_says_so(stack: Stack) -> None:
    done = stack.run("import", "no-such-file.xml")
    assert done.returncode == 1
    assert "no-such-file.xml is neither a file" in done.stdout


def test_the_scheduler_starts_a_due_feed_by_itself(stack: Stack) -> None:
    sample = SAMPLES[1]
    write_samples(stack.config.home / "feeds")
    settings = {"url": f"{stack.feeds_url}/{sample.file_name}", "source": "scheduled.example", "interval_seconds": 60}
    with stack.http() as api:
        api.put("/feeds/scheduled", json=settings).raise_for_status()
    deadline = time.monotonic() + SCHEDULE_SECONDS
    run = None
    while not (run and run["finished_at"]) and time.monotonic() < deadline:
        time.sleep(2)
        run = latest_run(stack, "scheduled")
    with stack.http() as api:
        api.put("/feeds/scheduled", json=settings | {"enabled": False}).raise_for_status()
    assert run is not None
    assert run["trigger"] == "schedule"
    assert run["counts"]["new"] == sample.fetched


@pytest.mark.usefixtures("first")
def test_the_first_commands_of_the_readme_work_as_pasted(stack: Stack) -> None:
    done = subprocess.run(
        ["sh", "-e", "-x"],
        input=FIRST_COMMANDS,
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    commands = [line.split("#")[0].strip() for line in FIRST_COMMANDS.splitlines()]
    assert len(commands) >= 5
    assert all(f"+ {command}" in done.stdout for command in commands)
