"""Detects hosts with more feeds than their pauses allow."""

from collections import defaultdict
from collections.abc import Collection
from typing import cast

from job_importer.feeds.hosts import read_hosts
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.schedule import host_of
from job_importer.feeds.turns import USUAL_SECONDS, crowding, slot_seconds
from job_importer.mongo import Db
from job_importer.settings import Settings


def crowded(db: Db, settings: Settings, hosts: Collection[str]) -> dict[str, str]:
    """A sentence for each of these hosts that has more enabled feeds than its pauses allow."""
    intervals: dict[str, list[int]] = defaultdict(list)
    for feed in db.feeds.find({"enabled": True}, {"url": 1, "interval_seconds": 1}):
        host = host_of(cast(FeedDoc, cast(object, feed)))
        if host in hosts:
            intervals[host].append(feed["interval_seconds"])
    known = read_hosts(db, [host for host in intervals if len(intervals[host]) > 1])
    found = {}
    for host in known:
        slot = slot_seconds(known[host].get("seconds", USUAL_SECONDS), settings.host_interval(host))
        if sentence := crowding(host, slot, intervals[host]):
            found[host] = sentence
    return found
