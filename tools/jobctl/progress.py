"""Shows the progress of a preview."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.filesize import decimal
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text


class _Fetched(ProgressColumn):
    """What is in the folder by now: the pages fetched so far."""

    max_refresh = 0.5

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def render(self, task: Task) -> Text:
        size = sum(path.stat().st_size for path in self._folder.glob("*"))
        return Text(f"{decimal(size)} fetched" if size else "")


@contextmanager
def progress(folder: Path) -> Iterator[None]:
    """On standard error, if that is a terminal; leaves nothing behind."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), _Fetched(folder), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        shown.add_task("Reading the feed", total=None)
        yield
