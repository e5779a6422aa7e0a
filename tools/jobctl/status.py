"""The feeds that need attention, in the API's words."""

from collections.abc import Sequence
from itertools import takewhile

from job_importer.codes import FeedState
from job_importer.plural import plural
from tools.jobctl import output, show
from tools.jobctl.client import api
from tools.jobctl.output import Json
from tools.jobctl.runs import LimitOption

TODAY = ("new", "updated", "closed", "failed")
URGENT = {state for state in FeedState if state.needs_you}


def status(limit: LimitOption = 20) -> None:
    """Feeds that are broken, lose jobs, shrink, decay, are quiet or overdue; most urgent first."""
    with api() as client:
        overview = client.get("/overview")
        feeds = client.items("/feeds", limit, sort="attention")
        items = list(takewhile(lambda feed: feed["state"] in URGENT, feeds))
    output.emit({"overview": overview, "items": items}, lambda: _tell(overview, items))


def _tell(overview: Json, feeds: Sequence[Json]) -> None:
    urgent = sum(count for state, count in overview["states"].items() if state in URGENT)
    say = show.console.print
    say(
        f"[bold]Feeds that need attention: {urgent} of {overview['feeds']}.[/bold]"
        if urgent
        else "[bold]Nothing needs attention.[/bold]"
    )
    say(f"{plural(overview['open_jobs'], 'open job')}. {_day('Today', overview['today'])}", soft_wrap=True)
    if overview["usual"]:
        say(_day("Usually", overview["usual"]), soft_wrap=True)
    for feed in feeds:
        _tell_feed(feed)
    if urgent > len(feeds):
        say(f"\n… and {urgent - len(feeds)} more: jobctl status --limit {urgent}")


def _day(title: str, sums: Json) -> str:
    numbers = [plural(sums["imports"], "import"), *(f"{sums[name]:,} {name}" for name in TODAY)]
    return f"{title}: {', '.join(numbers)}."


def _tell_feed(feed: Json) -> None:
    """Not folded, so that the command can be copied."""
    head = f"\n[bold]{show.text(feed['id'])}[/bold]  {show.state(feed['state'])} since {show.moment(feed['since'])} UTC"
    stake = f", {plural(feed['jobs_at_stake'], 'job')} at stake" if feed["jobs_at_stake"] else ""
    for line in (head + stake, *(f"  {show.text(feed[name])}" for name in ("why", "advice"))):
        show.console.print(line, soft_wrap=True)
    if feed["command"]:
        show.console.print(f"  $ {show.text(feed['command'])}", soft_wrap=True)
