"""The circumstances in which a message is worked on."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Invocation:
    """One delivery. `attempt` is the message's ApproximateReceiveCount."""

    attempt: int
    now: Callable[[], datetime]
    seconds_left: Callable[[], float]
    sleep: Callable[[float], None] = time.sleep
