"""A day of the scheduler, FetchQueue and the importers, by the rules of SQS and Lambda, on the real decisions.

What AWS does: a received message is hidden and its receives are counted; hiding it again must end within 12 hours of
the receipt; beyond `max_receives` it is dead. Lambda runs no more than `concurrency` importers, and stops a chain of
invocations that send messages to their own queue after about 16, unless the function allows such loops
(https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html). A message that comes again is no new one.
"""

import heapq
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import QUEUED_AT_MOST, host_of, next_due_at, pick_due
from job_importer.feeds.turns import USUAL_SECONDS, expected_seconds, may_begin, slot_seconds, stay_away, turns_within
from job_importer.pipeline.scheduler import AHEAD_SECONDS

PASS = 60.0
LONGEST_HIDDEN = 12 * 3600
LONGEST_CHAIN = 16
PIECE_SECONDS = 270.0  # what an invocation works before it leaves the rest of a long feed to the next


@dataclass
class Host:
    """What `feeds.hosts` keeps of a host; times in seconds since the start."""

    interval: float
    seconds: float = USUAL_SECONDS
    run: int | None = None
    begun_at: float = 0.0
    free_at: float = 0.0
    waiting: list[int] = field(default_factory=list)

    def ask(self, run: int, now: float, jitter: float) -> float:
        """Seconds to wait; 0 if the host is taken now."""
        if run not in self.waiting:
            self.waiting.append(run)
        slot, ahead, idle_for = slot_seconds(self.seconds, self.interval), self.waiting.index(run), now - self.free_at
        if idle_for >= 0 and may_begin(ahead, idle_for, slot):
            del self.waiting[0 if idle_for >= 2 * slot else ahead : ahead + 1]
            self.run, self.free_at, self.begun_at = run, now + 270, now
            return 0.0
        free_at = self.free_at if self.run is None else self.begun_at + slot
        busy_for = 0.0 if self.run is None else now - self.begun_at
        return stay_away(free_at - now, busy_for, ahead, slot, jitter)

    def release(self, took: float, now: float) -> None:
        self.free_at, self.run = now + self.interval, None
        self.seconds = expected_seconds(self.seconds, took)


@dataclass
class Message:
    run: int
    feed: FeedDoc
    piece: int = 0  # of a feed that takes several invocations; the importer sends itself all but the first
    receives: int = 0
    has_waited: bool = False


@dataclass
class Day:
    """`fetch_seconds` draws how long a fetch of a host takes; `pieces` are the invocations that a feed takes."""

    feeds: list[FeedDoc]
    start: datetime
    concurrency: int
    max_receives: int
    intervals: dict[str, float] = field(default_factory=dict)
    fetch_seconds: dict[str, tuple[float, float]] = field(default_factory=dict)
    rng: random.Random = field(default_factory=lambda: random.Random(7))
    pieces: dict[str, int] = field(default_factory=dict)
    allows_loops: bool = True
    paused: tuple[float, float] = (0.0, 0.0)  # nothing is received in between
    late: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # seconds from due to fetched
    fetches: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    invocations: int = 0
    lost: list[str] = field(default_factory=list)
    worst_receives: int = 0

    def __post_init__(self) -> None:
        self.hosts = {host: Host(self.intervals.get(host, 1.0)) for host in map(host_of, self.feeds)}
        self.visible: list[tuple[float, int, Message]] = []  # by the time at which it may be received
        self.ends: list[tuple[float, int, FeedDoc]] = []
        self.releases: list[tuple[float, int, Host, float]] = []
        self.busy: list[float] = []  # when each working importer is free again
        self.numbers = count()
        self.now = 0.0

    def run(self, hours: float) -> None:
        for at in self._passes(hours * 3600):
            self._work_until(at)
            self._schedule(at)
        self._work_until(hours * 3600)

    def _passes(self, end: float) -> Iterator[float]:
        at = 0.0
        while at < end:
            yield at
            at += PASS

    def _clock(self, seconds: float) -> datetime:
        return self.start + timedelta(seconds=seconds)

    def _schedule(self, now: float) -> None:
        self._settle(now)
        untouched = sum(1 for _, _, message in self.visible if not message.has_waited)
        slots = {name: slot_seconds(host.seconds, host.interval) for name, host in self.hosts.items()}
        at_once = {name: turns_within(AHEAD_SECONDS, slot) for name, slot in slots.items()}
        for feed in pick_due(self.feeds, self._clock(now), max(0, QUEUED_AT_MOST - untouched), at_once):
            run = next(self.numbers)
            feed["lease"] = {"run_id": str(run), "expires_at": self._clock(now + 7 * 86_400)}
            self._send(now, Message(run, feed))

    def _send(self, visible_at: float, message: Message) -> None:
        heapq.heappush(self.visible, (visible_at, next(self.numbers), message))

    def _settle(self, now: float) -> None:
        while self.ends and self.ends[0][0] <= now:
            at, _, feed = heapq.heappop(self.ends)
            feed["lease"] = None
            feed["next_due_at"] = next_due_at(feed["_id"], feed["interval_seconds"], self._clock(at))

    def _work_until(self, end: float) -> None:
        while self.visible:
            at = max(self.visible[0][0], self.busy[0] if len(self.busy) >= self.concurrency else 0.0, self.now)
            if self.paused[0] <= at < self.paused[1]:
                at = self.paused[1]
            if at >= end:
                return
            self.now = at
            while self.busy and self.busy[0] <= at:
                heapq.heappop(self.busy)
            while self.releases and self.releases[0][0] <= at:
                ended, _, host, took = heapq.heappop(self.releases)
                host.release(took, ended)
            _, _, message = heapq.heappop(self.visible)
            self._invoke(message, at)

    def _invoke(self, message: Message, now: float) -> None:
        message.receives += 1
        self.worst_receives = max(self.worst_receives, message.receives)
        is_loop = message.piece >= LONGEST_CHAIN and not self.allows_loops
        if message.receives > self.max_receives or is_loop:
            self.lost.append(message.feed["_id"])
            return
        self.invocations += 1
        if message.piece:  # what was fetched lies in the bucket: no host is asked
            self._work(message, now, 0.0)
            return
        host = self.hosts[host_of(message.feed)]
        wait = host.ask(message.run, now, self.rng.random())
        if wait:
            message.has_waited = True
            assert 1 <= wait <= LONGEST_HIDDEN
            heapq.heappush(self.busy, now + 0.05)
            self._send(now + wait, message)
            return
        name = host_of(message.feed)
        took = self.rng.uniform(*self.fetch_seconds.get(name, (0.5, 6.0)))
        self.fetches[name].append((now, now + took))
        self.late[message.feed["_id"]].append((self._clock(now) - message.feed["next_due_at"]).total_seconds())
        heapq.heappush(self.releases, (now + took, next(self.numbers), host, took))
        self._work(message, now, took)

    def _work(self, message: Message, now: float, took: float) -> None:
        """Publish after a fetch that `took` so long, and send on what is left over."""
        if message.piece + 1 < self.pieces.get(message.feed["_id"], 1):
            heapq.heappush(self.busy, now + PIECE_SECONDS)
            self._send(now + PIECE_SECONDS, Message(message.run, message.feed, message.piece + 1, has_waited=True))
            return
        heapq.heappush(self.busy, now + took + 1)
        heapq.heappush(self.ends, (now + took + self.rng.uniform(1, 60), next(self.numbers), message.feed))
