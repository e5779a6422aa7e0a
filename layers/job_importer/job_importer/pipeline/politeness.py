"""Politeness across pages: one request per host at a time, and a pause between two."""

from collections.abc import Callable
from datetime import datetime, timedelta

from job_importer.codes import FeedError, RunFailure
from job_importer.feeds.hosts import ask_host, release_host
from job_importer.mongo import Db
from job_importer.settings import Settings

MOST_WAITS = 30


def longest_hold(settings: Settings) -> timedelta:
    """A host is free again after this time if its holder dies."""
    return timedelta(seconds=settings.fetch_total_seconds + 30)


class Visit:
    """Continues from `host`, which the run holds, until `end`; the next page may be on another host."""

    def __init__(
        self,
        db: Db,
        run_id: str,
        host: str,
        settings: Settings,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._db, self._run_id, self._settings = db, run_id, settings
        self._clock, self._sleep = clock, sleep
        self._host, self._since = host, clock()

    def go_on(self, host: str) -> None:
        """Call before each further request. Raises FeedError if the host is not available."""
        if host == self._host:
            self._sleep(self._settings.host_interval(host))
        else:
            self.end()
            self._host, self._since = host, self._clock()
        interval = self._settings.host_interval(host)
        for _ in range(MOST_WAITS):
            now, hold = self._clock(), longest_hold(self._settings)
            wait = ask_host(self._db, host, self._run_id, now, hold=hold, interval=interval, jitter=0)
            if wait is None:
                return
            self._sleep(wait.seconds)
        raise FeedError(RunFailure.FEED_TIMEOUT, f"Other imports kept {host} busy, which has a page of the feed.")

    def end(self) -> None:
        now = self._clock()
        pause = timedelta(seconds=self._settings.host_interval(self._host))
        release_host(self._db, self._host, self._run_id, (now - self._since).total_seconds(), now, pause)
