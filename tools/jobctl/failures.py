"""Why jobs failed."""

from typing import Annotated

import typer

from tools.jobctl import output, show
from tools.jobctl.client import api
from tools.jobctl.errors import usage
from tools.jobctl.find import Last, RunArgument, find_feed, find_run
from tools.jobctl.runs import FromOption, LimitOption, ToOption


def failures(
    run: RunArgument = None,
    last: Last = False,
    feed: Annotated[str | None, typer.Option(help="Of all imports of this feed")] = None,
    code: Annotated[str | None, typer.Option(help="Only this code, such as validation_error")] = None,
    signature: Annotated[str | None, typer.Option(help="Only this signature")] = None,
    since: FromOption = None,
    until: ToOption = None,
    limit: LimitOption = 50,
) -> None:
    """With an import or --last, its failed jobs one by one; otherwise why imports and jobs failed in the last seven
    days.
    """
    with api() as client:
        if run or last:
            if feed or since or until:
                raise usage("--feed, --from and --to select failures of several imports; use them without an import.")
            path = f"/imports/{find_run(client, run, last)}/failures"
            items = list(client.items(path, limit, code=code, signature=signature))
            return output.emit({"items": items}, lambda: show.table(show.FAILURES, items))
        feed_id = find_feed(client, feed)["id"] if feed else None
        found = client.get("/failures/groups", feed=feed_id, **{"from": since, "to": until})
    wanted = {"code": code, "signature": signature}
    reasons = [one for one in found["items"] if all(one[name] == value for name, value in wanted.items() if value)]
    return output.emit({**found, "items": reasons[:limit]}, lambda: show.table(show.REASONS, reasons[:limit]))
