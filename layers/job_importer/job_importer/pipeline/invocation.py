"""The context of one message delivery."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Invocation:
    """One delivery. `jitter` is uniform in [0, 1)."""

    now: Callable[[], datetime]
    seconds_left: Callable[[], float]
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
