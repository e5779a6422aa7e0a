"""The database of the tests: a SecantusDB of their own, whose data is thrown away."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from job_importer.indexes import Retention
from tools.local.config import HOST
from tools.local.emulators import secantus_command
from tools.local.ports import free_port, is_listening

YEARS = 20_000  # in days: a test's dates may be of any time
KEPT = Retention(
    keep_chunks_days=YEARS - 1,
    keep_failures_days=YEARS,
    keep_runs_days=YEARS,
    keep_closed_jobs_days=YEARS,
    keep_changes_days=YEARS,
)

MEMORY, ROOM = Path("/dev/shm"), 2 << 30


def memory() -> Path | None:
    """A folder in memory, where a journaled write waits for no disk; None where there is no room for one."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


@contextmanager
def mongo_server(home: Path, *options: str) -> Iterator[str]:
    """Its URI. Fail points (`configureFailPoint`) are enabled. Raises RuntimeError where it does not start."""
    with mongo_process(home, *options) as (uri, _):
        yield uri


@contextmanager
def mongo_process(home: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same, with the server itself: to be killed or stopped."""
    port, log = free_port(), home / "server.log"
    with log.open("wb") as output:
        command = [*secantus_command(port, home / "data", test_commands=True), *options]
        server = subprocess.Popen(command, cwd=home, stdout=output, stderr=subprocess.STDOUT)
        try:
            _await_port(port, server, log)
            yield f"mongodb://{HOST}:{port}/?w=majority&journal=true", server
        finally:
            server.kill()  # its data is thrown away: no need to wait for a graceful end
            server.wait()


def _await_port(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while not is_listening(port):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"SecantusDB did not start:\n{log.read_text()}")
        time.sleep(0.05)
