"""The registry of feeds."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tools.jobctl import show
from tools.jobctl.client import Client, Json, segment
from tools.jobctl.context import AsJson, api, print_json
from tools.jobctl.errors import JobctlError
from tools.jobctl.feeds_file import Change, check_settings, plan, read_feeds, settings_of
from tools.naming import feed_id_of

app = typer.Typer(no_args_is_help=True, help="The registry of feeds")

FeedArgument = Annotated[str, typer.Argument(metavar="FEED")]


@app.command()
def add(
    url: str,
    id: Annotated[str | None, typer.Option("--id", help="Default: made from the URL")] = None,
    source: Annotated[str | None, typer.Option(help="Namespace of the jobs' ids; default: the URL's host")] = None,
    interval: Annotated[str, typer.Option(help="How often to import it: 900, 15m, 2h, 1d")] = "1h",
    format: Annotated[str | None, typer.Option(help="Default: recognised by content")] = None,
    header: Annotated[list[str] | None, typer.Option(help="'Name: value', sent with each request; repeatable")] = None,
    identity: Annotated[str | None, typer.Option(help="The field that keys the jobs, or `composed`")] = None,
    default_company: Annotated[str | None, typer.Option(help="For jobs that name no company")] = None,
    timezone: Annotated[str | None, typer.Option(help="Of times without a zone, such as Europe/Berlin")] = None,
    url_template: Annotated[str | None, typer.Option(help="Of jobs without one: https://x.com/jobs/{id}")] = None,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="A feed without jobs is a success")] = False,
    listing: Annotated[str, typer.Option(help="What it lists: auto, whole, or window (the newest N)")] = "auto",
    window_days: Annotated[int, typer.Option(help="Close a job of a window that was not in it for so long")] = 45,
    disabled: Annotated[bool, typer.Option("--disabled", help="Do not import it by itself")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the settings of a feed that is there")] = False,
    as_json: AsJson = False,
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
            raise JobctlError(f"Feed {feed_id} already exists; use --replace to change its settings.")
        feed = client.put(_path(feed_id), settings)
    print_json(feed) if as_json else show.console.print(f"Feed {show.text(feed['id'])} is registered.")


def _id_of(url: str) -> str:
    try:
        return feed_id_of(url)
    except ValueError as error:
        raise JobctlError(f"{url} is not a URL: {error}.") from None


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise JobctlError("Write a header as 'Name: value'.")
    return name.strip(), value.strip()


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """All feeds and their health."""
    with api() as client:
        feeds = _all(client)
    print_json({"items": feeds}) if as_json else show.console.print(show.feeds_table(feeds))


@app.command("show")
def show_(feed: FeedArgument, as_json: AsJson = False) -> None:
    """One feed: settings, health, what was learned."""
    with api() as client:
        found = client.get(_path(feed))
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        show.console.print(f"{name:<20} {show.text(_brief(value))}", soft_wrap=True)


def _brief(value: Any) -> Any:
    if isinstance(value, dict):
        return ", ".join(f"{name}={_brief(part)}" for name, part in value.items() if part is not None)
    return f"{len(value)} of them" if isinstance(value, list) else value


@app.command()
def enable(feed: FeedArgument) -> None:
    """Import it by itself again."""
    _set_enabled(feed, True)


@app.command()
def disable(feed: FeedArgument) -> None:
    """Do not import it by itself; `jobctl import` still does."""
    _set_enabled(feed, False)


def _set_enabled(feed_id: str, enabled: bool) -> None:
    with api() as client:
        settings = settings_of(client.get(_path(feed_id)))
        client.put(_path(feed_id), settings | {"enabled": enabled})
    show.console.print(f"Feed {show.text(feed_id)} is {'enabled' if enabled else 'disabled'}.")


@app.command()
def remove(feed: FeedArgument) -> None:
    """Take a feed out of the registry; its history stays, its jobs are closed if no other feed lists them."""
    with api() as client:
        client.delete(_path(feed))
    show.console.print(f"Feed {show.text(feed)} is removed.")


@app.command()
def apply(
    file: Path,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove the feeds that the file does not name")] = False,
) -> None:
    """Make the registry as a YAML file says, after showing what that changes."""
    wanted = read_feeds(file)
    with api() as client:
        changes = list(plan(wanted, {feed["id"]: feed for feed in _all(client)}, prune))
        for change in changes:
            _show_change(change)
        if not changes:
            show.console.print("Nothing to change.")
        elif not dry_run and (yes or typer.confirm(f"Apply {len(changes)} changes?", abort=True)):
            for change in changes:
                _apply(client, change)
            show.console.print(f"{len(changes)} changes applied.")


def _show_change(change: Change) -> None:
    sign = {"add": "[green]+[/green]", "change": "[yellow]~[/yellow]", "remove": "[red]-[/red]"}[change.kind]
    url = f"  {show.text(change.settings['url'])}" if change.kind == "add" else ""
    show.console.print(f"{sign} {show.text(change.feed_id)}{url}", soft_wrap=True)
    for name, old, new in change.fields:
        show.console.print(f"    {name}: {show.text(old)} → {show.text(new)}", soft_wrap=True)


def _apply(client: Client, change: Change) -> None:
    if change.kind == "remove":
        client.delete(_path(change.feed_id))
    else:
        client.put(_path(change.feed_id), change.settings)


def _all(client: Client) -> list[Json]:
    return list(client.items("/feeds"))


def _path(feed_id: str) -> str:
    return f"/feeds/{segment(feed_id)}"
