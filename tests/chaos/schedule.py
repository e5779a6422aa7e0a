"""A schedule: what happens to an installation, step by step, as data that can be printed, cut down and run again."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.chaos.faults import Fault
from tests.chaos.installation import FETCH, JOBS, MANY, Installation
from tests.chaos.source import FEEDS, MOODS

Step = tuple[Any, ...]
JOB_IDS = 5
OUTSIDE = {"toggle", "revise", "spoil", "age", "take", "mood", "time", "repeat", "lose", "redrive"}
"""Steps that touch no stored document."""
FAULTS = ("before", "after", "middle", "meanwhile")
_FEEDS = tuple(FEEDS)


@dataclass(frozen=True)
class Strike:
    """A fault as data: where and how it strikes, and the step that comes between where the kind is "meanwhile"."""

    at: int
    kind: str
    step: Step | None = None

    def fault(self, installation: Installation) -> Fault:
        step = self.step
        return Fault(self.at, self.kind, (lambda: take(installation, step)) if step else None)


def random_schedule(seed: int, length: int = 40) -> list[Step]:
    """Every other one begins with a quiet day, so that the imports after it rely on manifests."""
    chance = random.Random(seed)
    quiet: list[Step] = [("whole", feed, 0) for feed in _FEEDS] if seed % 2 else []
    return quiet + [_random_step(chance) for _ in range(chance.randrange(length // 4, length))]


def _random_step(chance: random.Random) -> Step:
    kinds = list(_MAKERS)
    kind = chance.choices(kinds, [_MAKERS[kind][0] for kind in kinds])[0]
    return (kind, *_MAKERS[kind][1](chance))


def _feed_and_job(chance: random.Random) -> Step:
    return chance.choice(_FEEDS), chance.randrange(JOB_IDS)


def _delivery(chance: random.Random) -> Step:
    return chance.randrange(4), _strike(chance)


def _import(chance: random.Random) -> Step:
    """Now and then it runs out of time."""
    return chance.randrange(4), _strike(chance), chance.choice((MANY, MANY, MANY, 0, 1))


def _settings(chance: random.Random) -> Step:
    """The settings of a feed, and how many seconds ago the host that sets them has looked at its clock."""
    return chance.choice(_FEEDS), chance.choice((0, 0, 1, 600))


def _strike(chance: random.Random, depth: int = 0) -> Strike | None:
    if chance.random() < 0.6:
        return None
    kind = chance.choice(FAULTS[: 3 if depth else 4])
    return Strike(chance.randrange(14), kind, _intruder(chance) if kind == "meanwhile" else None)


def _intruder(chance: random.Random) -> Step:
    kind = chance.choice(("import", "consume", "consume", "reconcile", "time", "settings", "remove"))
    match kind:
        case "import" | "consume":
            return kind, chance.randrange(4), _strike(chance, depth=1)
        case "settings":
            return kind, *_settings(chance)
        case "time":
            return kind, chance.choice((60, 7_200))
        case "reconcile":
            return kind, None
        case _:
            return kind, chance.choice(_FEEDS)


_MAKERS: dict[str, tuple[float, Any]] = {
    "toggle": (6, _feed_and_job),
    "revise": (5, _feed_and_job),
    "spoil": (1, _feed_and_job),
    "age": (1, _feed_and_job),
    "take": (1, _feed_and_job),
    "mood": (2, lambda chance: (chance.choice(_FEEDS), chance.choice(MOODS))),
    "start": (9, lambda chance: (chance.choice(_FEEDS), chance.random() < 0.1)),
    "schedule": (2, lambda _: ()),
    "whole": (5, _feed_and_job),
    "import": (12, _import),
    "consume": (14, _delivery),
    "reconcile": (5, lambda chance: (_strike(chance),)),
    "time": (6, lambda chance: (chance.choice((5, 60, 150, 900, 2_000, 7_200, 90_000)),)),
    "repeat": (2, lambda chance: (chance.choice((FETCH, JOBS)), chance.randrange(4))),
    "lose": (1, lambda chance: (chance.choice((FETCH, JOBS)), chance.randrange(4))),
    "redrive": (1, lambda _: ()),
    "replay": (1, lambda chance: (chance.randrange(6),)),
    "settings": (1.5, _settings),
    "remove": (0.7, lambda chance: (chance.choice(_FEEDS),)),
    "add": (1.5, lambda chance: (chance.choice(_FEEDS),)),
}
"""Kind of step: how often, and how its details are drawn."""


def take(installation: Installation, step: Step) -> bool:
    """One step; whether it can have changed what is stored. A second passes first: no two have the same time."""
    installation.now += timedelta(seconds=1)
    kind, *details = step
    return bool(_TAKEN[kind](installation, *details) is not False and kind not in OUTSIDE)


def _struck(strike: Strike | None, installation: Installation) -> Fault | None:
    return strike.fault(installation) if strike else None


def _lose(installation: Installation, queue: str, which: int) -> None:
    """One that nobody has received yet: what was received comes again until it is acknowledged or dead."""
    if held := [message for message in installation.sqs.queue(queue) if not message.receives]:
        installation.sqs.drop(queue, held[which % len(held)])


def _mood(installation: Installation, feed: str, mood: str) -> None:
    installation.publishers.moods[feed] = mood


def _pass_time(installation: Installation, seconds: int) -> None:
    installation.now += timedelta(seconds=seconds)


def _set(installation: Installation, feed: str, seconds_ago: int) -> None:
    company, clock = f"Bakers of {installation.now:%H%M%S}", installation.now - timedelta(seconds=seconds_ago)
    installation.add(feed, clock=clock, default_company=company)


_TAKEN: dict[str, Any] = {
    "toggle": lambda at, feed, job: at.publishers.toggle(feed, job),
    "revise": lambda at, feed, job: at.publishers.revise(feed, job),
    "spoil": lambda at, feed, job: at.publishers.spoil(feed, job),
    "age": lambda at, feed, job: at.publishers.age(feed, job),
    "take": lambda at, feed, job: at.publishers.take(feed, job),
    "mood": _mood,
    "start": lambda at, feed, full: at.start(feed, full=full),
    "schedule": lambda at: at.schedule(),
    "whole": lambda at, feed, job: at.import_whole(feed, job),
    "import": lambda at, which, strike, batches=MANY: at.deliver(FETCH, which, _struck(strike, at), batches),
    "consume": lambda at, which, strike: at.deliver(JOBS, which, _struck(strike, at)),
    "reconcile": lambda at, strike: at.reconcile(_struck(strike, at)),
    "time": _pass_time,
    "repeat": lambda at, queue, which: at.sqs.repeat(queue, which),
    "lose": _lose,
    "redrive": lambda at: at.redrive(),
    "replay": lambda at, which: at.replay(which),
    "settings": _set,
    "remove": lambda at, feed: at.remove(feed),
    "add": lambda at, feed: at.add(feed),
}
