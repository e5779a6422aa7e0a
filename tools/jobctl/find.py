"""Finds what an abbreviated id means: an unambiguous beginning, or for a run the id of its feed."""

import re
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Annotated, Any

import typer
from ulid import ULID

from tools.jobctl.client import Client, segment
from tools.jobctl.errors import JobctlError, usage
from tools.jobctl.output import Json

RUN_ID_LENGTH = 26
RUN_ID = re.compile(r"0[0-9A-HJKMNP-TV-Z]{0,25}")  # a ULID begins with 0 until the year 3084
TIME_LENGTH = 10  # so many characters of a ULID are its time, in milliseconds

RunArgument = Annotated[
    str | None,
    typer.Argument(metavar="[IMPORT]", help="An import id or its beginning, or a feed id for the feed's last import"),
]
Last = Annotated[bool, typer.Option("--last", help="The last import of any feed")]
FeedArgument = Annotated[str, typer.Argument(metavar="FEED", help="A feed id or its beginning")]


def find_run(client: Client, text: str | None, last: bool = False) -> str:
    """The run's id. Raises JobctlError (usage) if it matches none or several."""
    if (text is None) != last:
        raise usage("Choose an import: its id or the beginning of it, a feed id for the feed's last import, or --last.")
    if text is None:
        return _last_run(client, "There are no imports yet.")
    if RUN_ID.fullmatch(text):
        return text if len(text) == RUN_ID_LENGTH else _run_beginning_with(client, text)
    feed = find_feed(client, text)["id"]
    return _last_run(client, f"There are no imports of {feed} yet.", feed=feed)


def _last_run(client: Client, otherwise: str, **filters: Any) -> str:
    for run in client.items("/imports", 1, **filters):
        return str(run["id"])
    raise usage(otherwise)


def _run_beginning_with(client: Client, prefix: str) -> str:
    """A prefix of ids is a span of time: only what was queued in it is read, not the whole history."""
    first, last = (ULID.from_str((prefix + filler * TIME_LENGTH)[:TIME_LENGTH] + "0" * 16).datetime for filler in "0Z")
    span: Json = {"from": first.isoformat(), "to": (last + timedelta(milliseconds=1)).isoformat()}
    return str(_the_one("import", prefix, client.items("/imports", **span))["id"])


def find_feed(client: Client, text: str) -> Json:
    """The feed, as the API shows it. Raises JobctlError (usage) if it matches none or several."""
    try:
        return client.get(f"/feeds/{segment(text)}")
    except JobctlError as error:
        if error.code != "not_found":
            raise
    return _the_one("feed", text, client.items("/feeds", sort="id"))


def _the_one(kind: str, prefix: str, items: Iterable[Json]) -> Json:
    found = list(islice((item for item in items if item["id"].startswith(prefix)), 3))
    if not found:
        raise usage(f"There is no {kind} {prefix!r}, and no {kind} id begins with it.")
    if len(found) > 1:
        names = ", ".join(item["id"] for item in found[:2]) + (", …" if len(found) > 2 else "")
        raise usage(f"The ids of several {kind}s begin with {prefix}: {names}. Give more of the id.")
    return found[0]
