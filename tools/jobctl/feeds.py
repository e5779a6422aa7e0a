"""The registry of feeds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from job_importer.codes import FeedState
from job_importer.plural import plural
from tools.jobctl import output, show
from tools.jobctl.ask import Yes, confirm
from tools.jobctl.client import Client, api, segment
from tools.jobctl.errors import usage
from tools.jobctl.feed_options import FeedFormat, Timezone, UrlTemplate
from tools.jobctl.feeds_file import HEADER, Change, check_settings, plan, read_feeds, read_setting
from tools.jobctl.find import FeedArgument, find_feed
from tools.jobctl.output import Json
from tools.naming import feed_id_of

app = typer.Typer(add_completion=False)

RENAMES_JOBS = {"url", "source"}  # the settings with which the jobs that are stored may be others


State = Annotated[FeedState | None, typer.Option(help="Only in this state")]
Search = Annotated[str | None, typer.Option("--search", "-q", help="Words in the id, the URL or the source")]


@app.callback(invoke_without_command=True)
def _feeds(context: typer.Context, state: State = None, search: Search = None) -> None:
    if context.invoked_subcommand is None:
        list_(state, search)


@app.command()
def add(
    url: str,
    id: Annotated[str | None, typer.Option("--id", help="Default: derived from the URL")] = None,
    source: Annotated[str | None, typer.Option(help="Namespace of the jobs' ids; default: the URL's host")] = None,
    interval: Annotated[str, typer.Option(help="Interval between imports: 900, 15m, 2h, 1d")] = "1h",
    format: FeedFormat = None,
    header: Annotated[list[str] | None, typer.Option(help="'Name: value', sent with each request; repeatable")] = None,
    identity: Annotated[str | None, typer.Option(help="The field that identifies the jobs, or `composed`")] = None,
    default_company: Annotated[str | None, typer.Option(help="Company of jobs that name none")] = None,
    timezone: Timezone = None,
    url_template: UrlTemplate = None,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="Treat a feed without jobs as a success")] = False,
    listing: Annotated[str, typer.Option(help="What it lists: auto, whole, or window (the newest N)")] = "auto",
    window_days: Annotated[
        int, typer.Option(help="Close a job that has not been in the window for this many days")
    ] = 45,
    disabled: Annotated[bool, typer.Option("--disabled", help="Do not import it on schedule")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the settings of an existing feed")] = False,
) -> None:
    """Add a feed."""
    feed_id = id or _id_of(url)
    values = {
        "url": url,
        "source": source,
        "interval": interval,
        "format": format,
        "headers": dict(_header(text) for text in header or []),
        "identity": identity,
        "default_company": default_company,
        "timezone": timezone,
        "url_template": url_template,
        "allow_empty": allow_empty,
        "listing": listing,
        "window_days": window_days,
        "enabled": not disabled,
    }
    settings = check_settings(feed_id, values)
    with api() as client:
        if not replace and any(feed["id"] == feed_id for feed in _all(client)):
            raise usage(f"Feed {feed_id} already exists; use --replace to change its settings.")
        feed = client.put(_path(feed_id), settings)
    output.done(f"Feed {feed['id']} is registered.", feed)


def _id_of(url: str) -> str:
    try:
        return feed_id_of(url)
    except ValueError as error:
        raise usage(f"{url} is not a URL: {error}.") from None


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise usage("Write a header as 'Name: value'.")
    return name.strip(), value.strip()


@app.command("list")
def list_(state: State = None, search: Search = None) -> None:
    """All feeds and their states, most urgent first."""
    with api() as client:
        feeds = list(client.items("/feeds", state=state, q=search))
    output.emit({"items": feeds}, lambda: show.table(show.FEEDS, feeds))


@app.command("show")
def show_(feed: FeedArgument) -> None:
    """One feed: settings, state and what was learned about it."""
    with api() as client:
        found = find_feed(client, feed)
    output.emit(found, lambda: show.show_fields(found))


@app.command("set")
def set_(
    feed: FeedArgument,
    settings: Annotated[list[str], typer.Argument(metavar="KEY=VALUE...", help="interval=2h, format=indeed, source=")],
    yes: Yes = False,
) -> None:
    """Change settings of a feed; an empty value restores the default. Headers: headers.X-Key=secret."""
    changes = dict(read_setting(text) for text in settings)
    headers = {name: changes.pop(name) for name in tuple(changes) if name.startswith(HEADER)}
    with api() as client:
        found = find_feed(client, feed)
        if headers:
            given = {name.removeprefix(HEADER): value for name, value in headers.items()}
            kept = found["headers"] | given
            changes["headers"] = {name: value for name, value in kept.items() if value is not None}
        if RENAMES_JOBS & changes.keys():
            confirm(f"Changing url or source may close jobs of {found['id']}. Continue?", yes)
        _change(client, found, changes)


@app.command()
def enable(feed: FeedArgument) -> None:
    """Import a feed on schedule again."""
    with api() as client:
        _change(client, find_feed(client, feed), {"enabled": True})


@app.command()
def disable(feed: FeedArgument) -> None:
    """Stop importing a feed on schedule; `jobctl import` still works."""
    with api() as client:
        _change(client, find_feed(client, feed), {"enabled": False})


def _change(client: Client, feed: Json, changes: Json) -> None:
    changed = client.patch(_path(feed["id"]), changes)
    told = ", ".join(f"{name} is {show.plain(changed[name])}" for name in changes)
    output.done(f"Feed {feed['id']}: {told}.", changed)


@app.command()
def remove(
    feed: FeedArgument,
    yes: Yes = False,
    erase: Annotated[bool, typer.Option("--erase", help="Also erase all data imported from it")] = False,
) -> None:
    """Remove a feed. Its history stays; its jobs are closed if no other feed lists them.

    With --erase its history, its snapshots and the jobs that no other feed lists are deleted, too.
    """
    with api() as client:
        feed_id = find_feed(client, feed)["id"]
        what = "Its jobs and its history will be erased" if erase else "Its jobs will be closed"
        confirm(f"Remove feed {feed_id}? {what}, except jobs that another feed lists.", yes)
        client.delete(_path(feed_id))
    told = f" Erased: {_erase(feed_id)}." if erase else ""
    output.done(f"Feed {feed_id} is removed.{told}", {"feed_id": feed_id, "change": "erased" if erase else "removed"})


def _erase(feed_id: str) -> str:
    from tools.jobctl.erase import erase_removed  # boto3, half a second's import

    return erase_removed(feed_id)


@app.command()
def apply(
    file: Path,
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove feeds that are not in the file")] = False,
) -> None:
    """Apply a YAML file of feeds: all changes, or none if one feed is invalid.

    Shows the changes first. The API validates them, also with --dry-run.
    """
    wanted = read_feeds(file)
    with api() as client:
        changes = list(plan(wanted, {feed["id"]: feed for feed in _all(client)}, prune))
        if changes:
            _apply(client, changes, dry_run=True)
        if output.is_for_people():
            _show_changes(changes)
        if changes and not dry_run:
            confirm(f"Apply {plural(len(changes), 'change')}?", yes)
            _apply(client, changes, dry_run=False)
    items = [{"feed_id": change.feed_id, "change": change.kind} for change in changes]
    told = (
        "Nothing to change."
        if not changes
        else f"{plural(len(changes), 'change')} {'to apply' if dry_run else 'applied'}."
    )
    output.emit({"items": items, "applied": bool(changes) and not dry_run}, lambda: show.console.print(told))


def _show_changes(changes: Sequence[Change]) -> None:
    signs = {"add": "[green]+[/green]", "change": "[yellow]~[/yellow]", "remove": "[red]-[/red]"}
    for change in changes:
        url = f"  {show.text(change.settings['url'])}" if change.kind == "add" else ""
        show.console.print(f"{signs[change.kind]} {show.text(change.feed_id)}{url}", soft_wrap=True)
        for name, old, new in change.fields:
            show.console.print(f"    {name}: {show.text(old)} → {show.text(new)}", soft_wrap=True)


def _apply(client: Client, changes: Sequence[Change], dry_run: bool) -> None:
    feeds = {change.feed_id: None if change.kind == "remove" else change.settings for change in changes}
    client.post("/feeds", {"feeds": feeds}, dry_run="true" if dry_run else None)


def _all(client: Client) -> list[Json]:
    return list(client.items("/feeds", sort="id"))


def _path(feed_id: str) -> str:
    return f"/feeds/{segment(feed_id)}"
