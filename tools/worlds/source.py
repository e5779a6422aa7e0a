"""A source of jobs with habits of its own: rhythm, bursts, seasons, noise; and what may go wrong with it."""

import math
import random
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from job_importer.jobs.fill import FIELDS, filled

TITLE, COMPANY = 1 << FIELDS.index("title"), 1 << FIELDS.index("company")
WEEKEND = 5  # Saturday


class Decay(StrEnum):
    """What goes wrong, from a certain day on."""

    NONE = "none"
    TITLES = "titles"  # 45 % of the jobs lose their title, and so cannot be stored
    COMPANIES = "companies"  # 90 % lose their company
    A_FIELD = "a field"  # most jobs lose another field
    FAILING = "failing"  # a share of the jobs does not validate
    STALE = "stale"  # the document is the same forever
    SHRINKING = "shrinking"  # a few per cent a day
    SHRUNK = "shrunk"  # a third is gone overnight
    GONE = "gone"  # its address answers with a web page
    SLOW = "slow"  # every fetch times out
    FORGOTTEN = "forgotten"  # no import of it is started
    STUCK = "stuck"  # an import was started, and nobody takes it up


@dataclass
class Habits:
    """Of a healthy source. Rates are shares of all jobs, 0 to 1."""

    size: int
    interval_hours: int
    churn: float  # new jobs a day, as a share of the size
    weekend: float  # of that, on Saturdays and Sundays
    weekend_dip: float  # of the size
    is_free: bool  # its size follows from what comes and goes; else its publisher keeps it
    season: float  # amplitude
    season_days: float
    burst_chance: float  # a day
    burst_share: float
    invalid: float
    failing: float  # of its runs, by timeouts
    fields: dict[str, float]


def draw_habits(rng: random.Random) -> Habits:
    """Like real feeds: small and large, busy and slow, with and without weekends."""
    return Habits(
        size=round(math.exp(rng.uniform(math.log(20), math.log(3_000)))),
        interval_hours=rng.choice((6, 6, 12, 24, 24)),
        churn=rng.uniform(0.02, 0.12),
        weekend=rng.choice((0.0, 0.2, 1.0)),
        weekend_dip=rng.choice((0.0, 0.0, 0.05, 0.12)),
        is_free=rng.random() < 0.5,
        season=rng.uniform(0.0, 0.08),
        season_days=rng.uniform(45, 120),
        burst_chance=rng.choice((0.0, 0.05, 0.1)),
        burst_share=rng.uniform(0.05, 0.4),
        invalid=rng.choice((0.0, 0.0, rng.uniform(0.0, 0.03))),
        failing=rng.choice((0.0, 0.005, 0.02)),
        fields={
            "title": 1.0,
            "company": rng.choice((1.0, rng.uniform(0.85, 1.0))),
            "location": rng.uniform(0.7, 1.0),
            "country": rng.uniform(0.3, 1.0),
            "salary": rng.uniform(0.0, 0.7),
            "posted_at": rng.choice((0.0, 1.0, 1.0)),
            "description": rng.choice((1.0, rng.uniform(0.9, 1.0))),
            "employment_type": rng.uniform(0.2, 1.0),
        },
    )


@dataclass
class Source:
    """What it lists now: the masks of its jobs, oldest first."""

    habits: Habits
    rng: random.Random
    decay: Decay = Decay.NONE
    onset: int = 10_000  # the day
    lost_field: str = "description"
    lost_share: float = 0.6
    daily_loss: float = 0.03
    jobs: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.jobs = [self._job() for _ in range(self.habits.size)]

    def has_decayed(self, day: int) -> bool:
        return day >= self.onset and self.decay is not Decay.NONE

    def level(self, day: int) -> float:
        """Its size without noise, as a share of the usual one."""
        season = 1 + self.habits.season * math.sin(2 * math.pi * day / self.habits.season_days)
        if self.decay is Decay.SHRINKING and day >= self.onset:
            return float(season * (1 - self.daily_loss) ** (day - self.onset + 1))
        if self.decay is Decay.SHRUNK and day >= self.onset:
            return season * (1 - self.lost_share)
        return season

    def pass_a_day(self, day: int, weekday: int) -> int:
        """Adds the day's new jobs; removes as many as keep the size at its level."""
        if self.decay is Decay.STALE and day >= self.onset:
            return 0
        habits, rng = self.habits, self.rng
        rate = habits.size * habits.churn * (habits.weekend if weekday >= WEEKEND else 1.0)
        new = _poisson(rng, rate)
        burst = round(habits.size * habits.burst_share) if rng.random() < habits.burst_chance else 0
        self.jobs += [self._job() for _ in range(new)] + [self._like_one() for _ in range(burst)]
        for _ in range(self._leaving(day)):
            self.jobs.pop(rng.randrange(len(self.jobs)))
        return new + burst

    def _leaving(self, day: int) -> int:
        habits, size = self.habits, len(self.jobs)
        excess = size - round(habits.size * self.level(day) * (1 + self.rng.gauss(0, 0.015)))
        if habits.is_free and self.decay not in (Decay.SHRINKING, Decay.SHRUNK):
            week = (5 + 2 * habits.weekend) / 7
            return _binomial(self.rng, size - 1, min(1.0, habits.churn * week))
        return min(max(0, excess), size - 1)

    def _job(self) -> int:
        rates = self.habits.fields
        return sum(1 << bit for bit, name in enumerate(FIELDS) if self.rng.random() < rates[name])

    def _like_one(self) -> int:
        """A burst is one employer's: its jobs mostly have the same fields."""
        return self.jobs[0] | TITLE if self.rng.random() < 0.3 else self._job()

    def reading(self, day: int, weekday: int) -> tuple[Counter[int], int]:
        """The masks of what it lists now, and how many of its jobs are invalid."""
        masks = self._listed(weekday)
        if self.has_decayed(day):
            masks = self._spoilt(masks)
        untitled = sum(jobs for mask, jobs in masks.items() if not mask & TITLE)
        invalid = self.habits.invalid
        if self.decay is Decay.FAILING and self.has_decayed(day):
            invalid = self.lost_share / 2
        return masks, untitled + _binomial(self.rng, masks.total() - untitled, invalid)

    def _listed(self, weekday: int) -> Counter[int]:
        shown = len(self.jobs) * (1 - self.habits.weekend_dip if weekday >= WEEKEND else 1.0)
        return Counter(self.jobs[: max(1, round(shown))])

    def _spoilt(self, masks: Counter[int]) -> Counter[int]:
        match self.decay:
            case Decay.TITLES:
                return self._without(masks, TITLE, 0.45)
            case Decay.COMPANIES:
                return self._without(masks, COMPANY, 0.9)
            case Decay.A_FIELD:
                return self._without(masks, 1 << FIELDS.index(self.lost_field), self.lost_share)
            case _:
                return masks

    def _without(self, masks: Counter[int], bit: int, share: float) -> Counter[int]:
        found: Counter[int] = Counter()
        for mask, jobs in masks.items():
            lost = _binomial(self.rng, jobs, share) if mask & bit else 0
            found[mask & ~bit] += lost
            found[mask] += jobs - lost
        return found


def fill_of(masks: Counter[int]) -> dict[str, int]:
    return filled(masks)


def _poisson(rng: random.Random, rate: float) -> int:
    if rate > 50:
        return max(0, round(rng.gauss(rate, math.sqrt(rate))))
    limit, product, n = math.exp(-rate), rng.random(), 0
    while product > limit:
        product *= rng.random()
        n += 1
    return n


def _binomial(rng: random.Random, n: int, share: float) -> int:
    if n * share * (1 - share) > 25:
        return min(n, max(0, round(rng.gauss(n * share, math.sqrt(n * share * (1 - share))))))
    return sum(rng.random() < share for _ in range(n))
