"""Imports feeds into the local stack: the samples, any URL, any local file."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.jobctl import show
from tools.jobctl.client import Client
from tools.jobctl.output import Json
from tools.jobctl.watching import watch
from tools.local.config import StackConfig
from tools.local.samples import SAMPLES, write_samples
from tools.local.services import LocalError
from tools.naming import feed_id_of, slug

RUN_SECONDS = 300  # longer than any sample or captured feed takes, on a slow machine too


@dataclass(frozen=True)
class Feed:
    feed_id: str
    url: str
    source: str | None = None

    @property
    def settings(self) -> Json:
        return {"url": self.url} | ({"source": self.source} if self.source else {})


def sample_feeds(config: StackConfig) -> list[Feed]:
    write_samples(config.home / "feeds")
    return [Feed(s.feed_id, f"{config.feeds_url}/{s.file_name}", s.source) for s in SAMPLES]


def feed_of(config: StackConfig, place: str) -> Feed:
    """A feed for a URL, or for a local file, which is copied to where the feed server finds it.

    A file's jobs have the feed's id for their source: the host, 127.0.0.1, would mix them with every other file's.
    """
    if place.lower().startswith(("http://", "https://")):
        try:
            return Feed(feed_id_of(place), place)
        except ValueError as error:
            raise LocalError(f"{place} is not a URL: {error}.") from None
    path = Path(place).expanduser()
    if not path.is_file():
        raise LocalError(f"{place} is neither a file nor an http or https URL.")
    feed_id = slug(path.name.split(".")[0])
    served = config.home / "feeds" / f"{feed_id}{''.join(path.suffixes)}"
    shutil.copyfile(path, served)
    return Feed(feed_id, f"{config.feeds_url}/{served.name}", feed_id)


def import_feeds(api: Client, feeds: Iterable[Feed]) -> list[Json]:
    """Register each feed and import it once. The runs as they ended.

    One after the other: local feeds share a host, and the importer is polite and fetches one of a host at a time.
    """
    return [_import(api, feed) for feed in feeds]


def _import(api: Client, feed: Feed) -> Json:
    api.put(f"/feeds/{feed.feed_id}", feed.settings)
    [started] = api.post("/imports", {"feed_ids": [feed.feed_id]})["imports"]
    if started["id"] is None:
        raise LocalError(f"{feed.feed_id} was not imported. {started['reason'] or ''}")
    if started["reason"]:
        show.console.print(f"• {feed.feed_id}: {started['reason']} Waiting for it to end …", markup=False)
    [run] = watch(api, [started["id"]], patience_seconds=RUN_SECONDS)
    return run
