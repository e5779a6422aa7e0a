"""`python -m tools.local`: the whole system on this machine, without Docker and without an account."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from botocore.exceptions import BotoCoreError, ClientError
from rich.console import Console

from job_importer.mongo import connect
from tools.database import DATABASE, prepare_database
from tools.jobctl import show
from tools.jobctl.errors import JobctlError
from tools.local import deploy, report
from tools.local import invoke as invoking
from tools.local.alone import alone
from tools.local.api import Access, access
from tools.local.config import StackConfig, from_environment
from tools.local.facts import write_facts
from tools.local.imports import feed_of, import_feeds, sample_feeds
from tools.local.page import publish_page
from tools.local.recovery import recover
from tools.local.services import MINISTACK, LocalError, keep_state, running_pid, services, start, stop

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
console = Console(highlight=False)


@contextmanager
def _clear_errors() -> Iterator[None]:
    try:
        yield
    except (LocalError, JobctlError) as error:
        console.print(f"[red]{error}[/red]", soft_wrap=True)
        raise typer.Exit(1) from error


@app.command()
def up(samples: Annotated[bool, typer.Option(help="Import the bundled sample feeds")] = True) -> None:
    """Start what is not running, deploy what changed, import the sample feeds, and print the page's address."""
    config = from_environment()
    with _clear_errors(), alone(config.home, console.print):
        _start_services(config)
        prepare_database(config.mongo_uri)
        _deploy(config)
        reach = access(config)
        write_facts(config, reach)
        publish_page(config, reach)
        console.print("• the admin page is published")
        _recover(config, reach)
        if samples:
            _import_samples(config, reach)
        report.show_access(console, reach)


def _start_services(config: StackConfig) -> None:
    for service in services(config):
        if running_pid(service) is None:
            console.print(f"• starting {service.title} …")
        word = "started" if start(service) else "is running"
        console.print(f"• {service.title} {word} on 127.0.0.1:{service.port}")


def _deploy(config: StackConfig) -> None:
    if deploy.is_current(config):
        console.print("• the stack is already deployed")
        return
    console.print("• building and deploying template.yaml (half a minute the first time) …")
    deploy.deploy(config)
    if not config.foreign_endpoint:
        keep_state(config)
    console.print("• template.yaml is built and deployed")


def _recover(config: StackConfig, reach: Access) -> None:
    killed = [service for service in services(config) if service.killed_file.exists()]
    if any(service.name == MINISTACK for service in killed):
        with reach.operator() as api, closing(connect(config.mongo_uri, DATABASE).client) as client:
            recover(client[DATABASE], api, lambda text: console.print(text, soft_wrap=True, markup=False))
    for service in killed:
        service.killed_file.unlink()


def _import_samples(config: StackConfig, reach: Access) -> None:
    with reach.operator() as api:
        runs = import_feeds(api, sample_feeds(config))
    show.table(show.RUNS, runs)
    if not all(show.books_balance(run["counts"]) for run in runs):
        raise LocalError("The counts do not add up: this is a bug in the importer.")


@app.command()
def down() -> None:
    """Stop everything that `up` started. Stored data is kept."""
    config = from_environment()
    with _clear_errors(), alone(config.home, console.print):
        for service in reversed(services(config)):
            console.print(f"• {service.title} {'stopped' if stop(service) else 'was not running'}")


@app.command()
def status() -> None:
    """Show what is running, and how to reach it."""
    config = from_environment()
    with _clear_errors():
        console.print(report.services_table(services(config)))
        report.show_access(console, _running(config))


@app.command(name="import")
def import_(place: Annotated[str, typer.Argument(metavar="URL|FILE")]) -> None:
    """Import any feed: a URL or a local file."""
    config = from_environment()
    with _clear_errors(), _running(config).operator() as api:
        [run] = import_feeds(api, [feed_of(config, place)])
        show.table(show.RUNS, [run])
        if run["failure"]:
            raise LocalError(f"{run['failure']['code']}: {run['failure']['message']}")
        if run["counts"]["failed"]:
            show.table(show.FAILURES, api.items(f"/imports/{run['id']}/failures", 50))


@app.command()
def invoke(
    function: str,
    event: Annotated[Path | None, typer.Option(help="A file with the event; default: the function's example")] = None,
    docker: Annotated[bool, typer.Option(help="Run in a container with sam local invoke, or in the emulator")] = True,
) -> None:
    """Run one function on one event, against the running stack."""
    config = from_environment()
    with _clear_errors():
        file = invoking.event_of(function, event)
        _running(config)
        if docker:
            raise typer.Exit(invoking.in_container(config, function, file))
        console.print_json(data=invoking.by_the_emulator(config, function, file))


@app.command()
def story(run_id: str) -> None:
    """Show what the functions logged about a run."""
    config = from_environment()
    with _clear_errors():
        _running(config)
        for line in invoking.story_of(config, run_id):
            console.print(line, soft_wrap=True, markup=False)


def _running(config: StackConfig) -> Access:
    """How to reach the stack; raises LocalError if it is not running."""
    if not all(running_pid(service) for service in services(config)):
        raise LocalError("The stack is not running. `make up` starts it.")
    try:
        return access(config)
    except (ClientError, BotoCoreError) as error:
        raise LocalError(f"The stack is not deployed. `make up` deploys it. ({error})") from error
