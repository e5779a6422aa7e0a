"""The admin page, in the browser."""

import sys
import webbrowser
from typing import Annotated

import typer

from tools.jobctl import output
from tools.jobctl.client import Client
from tools.jobctl.config import find_access
from tools.jobctl.errors import JobctlError
from tools.jobctl.find import RUN_ID, find_feed, find_run


def open_(
    what: Annotated[str | None, typer.Argument(help="A feed or import id, or its beginning")] = None,
) -> None:
    """Prints the address instead if there is no terminal."""
    access = find_access()
    if access.page_url is None:
        raise JobctlError("The admin page's address is unknown; set JOB_IMPORTER_PAGE to it.")
    with Client(access) as client:
        url = access.page_url + (f"#/{_place(client, what)}" if what else "")
    if sys.stdout.isatty() and output.is_for_people():
        webbrowser.open(url)
    output.done(url, {"url": url})


def _place(client: Client, what: str) -> str:
    if RUN_ID.fullmatch(what):
        return f"imports/{find_run(client, what)}"
    return f"feeds/{find_feed(client, what)['id']}"
