"""Politeness over several pages: one request of a host at a time, and a pause between two."""

from collections.abc import Callable
from datetime import datetime, timedelta

from job_importer.codes import FeedError, RunFailure
from job_importer.feeds.hosts import Wait, release_host, take_host
from job_importer.mongo import Db

MOST_WAITS = 30


class Visit:
    """Holds the host that is being asked, from `begin` to `end`; a next page may be another host's."""

    def __init__(
        self,
        db: Db,
        run_id: str,
        hold: timedelta,
        pause_seconds: float,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._db, self._run_id, self._hold, self._pause = db, run_id, hold, pause_seconds
        self._clock, self._sleep = clock, sleep
        self._host = ""

    def begin(self, host: str) -> Wait | None:
        """Wait where somebody else has the host, or had it just now."""
        self._host = host
        return take_host(self._db, host, self._run_id, self._clock(), self._hold)

    def go_on(self, host: str) -> None:
        """Before each further request. Raises FeedError where the host is not to be had."""
        if host == self._host:
            self._sleep(self._pause)
            self.begin(host)
            return
        self.end()
        for _ in range(MOST_WAITS):
            if (wait := self.begin(host)) is None:
                return
            self._sleep(wait.seconds)
        raise FeedError(RunFailure.FEED_TIMEOUT, f"Other imports kept {host} busy, where a page of the feed lies.")

    def end(self) -> None:
        release_host(self._db, self._host, self._run_id, self._clock(), timedelta(seconds=self._pause))
