"""One `make up` or `make down` of a stack at a time, and one installation.

`python -m tools.local.alone FOLDER COMMAND…` runs a command so. It needs nothing but Python, whichever there is.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path


@contextmanager
def alone(home: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Waits for another one on the same folder to end, and says so. The lock ends with its holder."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            say(f"• another command is running here (pid {lock.read().strip() or '?'}); waiting for it to end")
            fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


if __name__ == "__main__":
    with alone(Path(sys.argv[1]), partial(print, flush=True)):
        sys.exit(subprocess.call(sys.argv[2:]))
