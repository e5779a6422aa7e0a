"""`jobctl erase`: a person's data, or a job, in the database and the bucket themselves, not through the API."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from pymongo.errors import PyMongoError

from job_importer.jobs.blocklist import KeyLostError
from tools.erasing.erase import Found, TooShortError, erase_feed, erase_job, erase_text
from tools.erasing.place import Place, open_place
from tools.jobctl import output
from tools.jobctl.ask import Yes, confirm
from tools.jobctl.config import chosen_stack
from tools.jobctl.errors import JobctlError, usage

Database = Annotated[str, typer.Option(envvar="MONGO_DATABASE")]


def erase(
    text: Annotated[str | None, typer.Option(help="Hide this text everywhere: an address, a name, a number")] = None,
    job: Annotated[str | None, typer.Option(metavar="KEY", help="Remove the job with this id")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show where it occurs")] = False,
    yes: Yes = False,
    database: Database = "job_importer",
) -> None:
    """Erased data does not come back with an import, a replay or a redrive. Reads all stored data, so it takes a while.

    Case and punctuation between words do not matter; other spellings are different texts. Run the command again
    if it was interrupted.
    """
    if (text is None) == (job is None):
        raise usage("Choose what to erase: --text 'jane@example.com' or --job KEY.")
    with told(), open_place(chosen_stack(), database) as place:
        found = _erase(place, text, job, dry=True)
        if not dry_run:
            confirm(f"Erase it permanently? It was found in {_numbers(found)}.", yes)
            found = _erase(place, text, job, dry=False)
    verb = "was found in" if dry_run else "was erased from"
    output.done(f"It {verb} {_numbers(found)}.", {"dry_run": dry_run, "found": dict(found)})


def erase_removed(feed_id: str) -> str:
    """Erases all data imported from the feed; returns the numbers as text. Raises JobctlError."""
    database = os.environ.get("MONGO_DATABASE", "job_importer")
    with told(), open_place(chosen_stack(), database) as place:
        return _numbers(erase_feed(place, feed_id))


def _erase(place: Place, text: str | None, job: str | None, *, dry: bool) -> Found:
    return erase_text(place, text, dry=dry) if text is not None else erase_job(place, str(job), dry=dry)


def _numbers(found: Found) -> str:
    return ", ".join(f"{name} ({number:,})" for name, number in sorted(found.items())) or "nothing"


@contextmanager
def told() -> Iterator[None]:
    """Turn errors into sentences for the user."""
    try:
        yield
    except TooShortError as error:
        raise usage(str(error)) from None
    except KeyLostError as error:
        raise JobctlError(str(error)) from None
    except KeyError as error:
        raise JobctlError(f"The stack has no output {error}: deploy this version first.") from None
    except (BotoCoreError, ClientError, PyMongoError) as error:
        raise JobctlError(f"Erasing did not finish; run the command again. {error}") from None
