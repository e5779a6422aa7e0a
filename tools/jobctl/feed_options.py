"""How a feed is read: options of adding one and of previewing one."""

from typing import Annotated

import typer

FeedFormat = Annotated[str | None, typer.Option("--format", help="Default: detected from the content")]
Timezone = Annotated[str | None, typer.Option(help="Time zone of times without one, such as Europe/Berlin")]
UrlTemplate = Annotated[str | None, typer.Option(help="For jobs without an address: https://x.com/jobs/{id}")]
