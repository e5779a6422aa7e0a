"""`make chaos`: random schedules, each by its seed, until so many have run or the time is over.

python -m tests.chaos --seed 1 --count 10000 --minutes 30 --workers 2
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter

from tests.chaos.worker import work


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--seed", type=int, default=1, help="of the first schedule")
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    began = time.monotonic()
    deadline = began + options.minutes * 60
    seeds = range(options.seed, options.seed + options.count)
    parts = [(seeds[n :: options.workers], deadline) for n in range(options.workers)]
    with multiprocessing.get_context("spawn").Pool(options.workers) as pool:
        results = pool.starmap(work, parts)
    done = sum((result[0] for result in results), Counter[str]())
    found = [text for result in results for text in result[1]]
    seconds = time.monotonic() - began
    print(
        f"{done['schedules']} of {options.count} schedules in {seconds:.0f} s: {len(found)} violations. "
        f"{done['relying imports']} of {done['imports']} imports relied on a manifest, "
        f"in {done['relying schedules']} schedules."
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
