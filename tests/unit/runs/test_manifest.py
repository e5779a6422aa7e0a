"""A manifest takes the same memory whatever the size of the feed."""

import subprocess
import sys

FEW, MANY = 20_000, 100_000
COMPARE = """
import random, sys, tempfile
from pathlib import Path
from job_importer.intake.model import Known
from job_importer.runs.manifest import Manifest
from tools.bench.memory import peak_mb

jobs, chance = int(sys.argv[1]), random.Random(1)
with tempfile.TemporaryDirectory() as folder:
    earlier, later = Manifest(Path(folder, "earlier")), Manifest(Path(folder, "later"))
    for _ in range(jobs):
        known = Known(*(chance.randbytes(16) for _ in range(3)), 1, 1, 1)
        earlier.add(known, chance.randbytes(16))
        later.add(known, None)
    earlier.distrust(b"gone" * 4)
    earlier.index_items()
    assert earlier.by_key(known.key) == known
    assert list(earlier.missing_from(later)) == [(b"gone" * 4).hex()]
print(peak_mb())
"""


def peak(jobs: int) -> float:
    """In MB, of a process that compares two manifests of so many jobs."""
    done = subprocess.run([sys.executable, "-c", COMPARE, str(jobs)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


def test_five_times_the_jobs_take_no_more_memory() -> None:
    few, many = peak(FEW), peak(MANY)
    assert many < 1.1 * few, (few, many)
