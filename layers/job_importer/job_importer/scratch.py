"""A temporary folder per import in /tmp; also removes those of killed imports."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "job-import-"
LOCK = ".lock"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Removed at the end. The folders of killed imports are removed first: Lambda keeps /tmp, which would fill up.

    A running import locks its folder; the system unlocks it when the process is gone, for whatever reason.
    """
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name, Path(name, "locking").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        Path(name, "locking").rename(Path(name, LOCK))  # so that nobody can find and lock it first
        yield Path(name)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        try:
            with (left / LOCK).open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue  # in use, or just being created or removed
