"""Whether work grows with its size or with the square of it, told without a stopwatch."""

from collections.abc import Callable
from time import thread_time

FACTOR = 8
TRIES = 4
NOISE = 0.01  # seconds: what allocation and the machine's caches add to the larger of the two


def grows_in_proportion(work: Callable[[int], object], size: int, factor: int = FACTOR) -> bool:
    """Whether `work(size)` costs about `factor` times what `work(size // factor)` costs, and not its square.

    What is compared is the CPU time of this thread, the least of a few tries: a busy machine slows both, and stretches
    neither. The bound lies in the middle, by ratio, between proportion and square.
    """
    small = large = float("inf")
    for _ in range(TRIES):
        small = min(small, _seconds(work, size // factor))
        large = min(large, _seconds(work, size))
        if large <= small * factor**1.5 + NOISE:
            return True
    return False


def _seconds(work: Callable[[int], object], size: int) -> float:
    before = thread_time()
    work(size)
    return thread_time() - before
