"""What intake makes of a feed: no AWS, no database."""

import gzip
import json
import shutil
import sys
import time
import zlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from job_importer.codes import FeedError
from job_importer.delivery.messages import whole_json
from job_importer.fetching.model import FetchLimits, FetchRequest
from job_importer.fetching.target import parse_target
from job_importer.intake.model import Hints
from job_importer.pipeline.pages import fetch_pages
from job_importer.pipeline.preview import preview as look_at
from job_importer.pipeline.walk import WalkLimits
from tools.jobctl import output, show
from tools.jobctl.errors import NOT_OK, JobctlError
from tools.jobctl.feed_options import FeedFormat, Timezone, UrlTemplate
from tools.jobctl.options import Format, format_
from tools.jobctl.output import Json
from tools.jobctl.progress import progress

GZIP_MAGIC = b"\x1f\x8b"
MAX_PAGES, PAGES_SECONDS, PAUSE_SECONDS = 500, 150.0, 1.0  # as the importer's settings are by default
EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
_UNKNOWN: Json = dict.fromkeys(("outcome", "message", "format", "encoding", "identity", "completeness"))
_ZERO: Json = dict.fromkeys(("fetched", "inactive", "unique", "duplicates", "invalid", "bytes", "seconds"), 0)
_NOTHING = _UNKNOWN | _ZERO | {"repaired": False, "warnings": []}  # the report where nothing was fetched


def preview(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A file (may be .gz), a URL, or - for standard input")
    ],
    format: FeedFormat = None,
    feed_url: Annotated[str | None, typer.Option(help="The URL that a file came from")] = None,
    timezone: Timezone = None,
    url_template: UrlTemplate = None,
    limit: Annotated[int, typer.Option(min=0, help="Number of jobs to show; --json and --csv print all")] = 20,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Also fetch from private networks")] = False,
) -> None:
    """Needs neither AWS nor a database. --json prints one document: the report and all jobs. Exit code 0 if ok,
    2 if the feed cannot be imported.
    """
    with TemporaryDirectory(prefix="jobctl-") as folder:
        hints = Hints(datetime.now(UTC), feed_url, format=format, timezone=timezone, url_template=url_template)
        with progress(Path(folder)):
            report, jobs = _look(source, Path(folder, "feed"), hints, allow_private)
        _print(report, jobs, limit)
    if report["outcome"] != "ok":
        raise typer.Exit(NOT_OK)


def _print(report: Json, jobs: Iterable[Json], limit: int) -> None:
    match format_.get():
        case Format.JSON:
            _print_json(report, jobs)
        case Format.CSV:
            output.emit(report, lambda: None, rows=list(jobs))
        case Format.TEXT:
            _print_tables(report, list(islice(jobs, limit)))


def _look(source: str, body: Path, hints: Hints, allow_private: bool) -> tuple[Json, Iterable[Json]]:
    warnings: tuple[str, ...] = ()
    if source.lower().startswith(("http://", "https://")):
        hints = replace(hints, feed_url=hints.feed_url or source)
        try:
            limits = _limits(source, allow_private)
            walk_limits = WalkLimits(MAX_PAGES, PAGES_SECONDS, limits.max_bytes)
            first, fetched = fetch_pages(FetchRequest(source), body, limits, walk_limits, _pause)
            hints, warnings = replace(hints, content_type=fetched.content_type), first.warnings
        except FeedError as error:
            return _NOTHING | {"outcome": error.code.value, "message": error.message}, ()
    else:
        body = _plain_file(Path("/dev/stdin" if source == "-" else source).expanduser(), body)
    report, jobs = look_at(body, hints)
    return report | {"warnings": [*warnings, *report["warnings"]]}, jobs


def _pause(_: str) -> None:
    time.sleep(PAUSE_SECONDS)


def _limits(source: str, allow_private: bool) -> FetchLimits:
    """Loopback is allowed only if the user typed it, never by redirect; private networks only with --allow-private."""
    limits = FetchLimits(240, 30, 2 * 1024**3, 512 * 1024**2)
    if allow_private:
        return replace(limits, allowed_networks=EVERYWHERE)
    target = parse_target(source)
    is_own = target.address.is_loopback if target.address else target.host == "localhost"
    return replace(limits, own_machine=(target.host, target.port)) if is_own else limits


def _plain_file(path: Path, copy: Path) -> Path:
    """`path` itself; a copy if it is compressed, whatever its name, or can be read only once."""
    try:
        with path.open("rb") as file:
            packed = file.peek(2).startswith(GZIP_MAGIC)
            if path.is_file() and not packed:
                return path
            with copy.open("wb") as plain:
                shutil.copyfileobj(gzip.GzipFile(fileobj=file) if packed else file, plain)
    except (OSError, EOFError, zlib.error) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise JobctlError(f"{path} cannot be read: {reason}.") from None
    return copy


def _print_json(report: Json, jobs: Iterable[Json]) -> None:
    """Prints job by job, so that a large feed is never in memory."""
    typer.echo(f'{{"report": {json.dumps(report, ensure_ascii=False)}, "jobs": [', nl=False)
    for n, job in enumerate(jobs):
        sys.stdout.write(f"{',' if n else ''}\n{whole_json(job)}")
    typer.echo("\n]}")


def _print_tables(report: Json, jobs: Iterable[Json]) -> None:
    for name, value in report.items():
        if name != "warnings":
            show.console.print(f"{name:<11} {show.text(value)}", soft_wrap=True)
    for warning in report["warnings"]:
        show.console.print(f"[yellow]warning[/yellow]     {show.text(warning)}", soft_wrap=True)
    show.table(show.PREVIEWED, jobs)
