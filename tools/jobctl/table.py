"""Tables that fit a terminal: an id is never folded or cut; texts are cut, the last first; then what is wanted least is
left out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tools.jobctl.output import Json

GAP = 2  # between two columns
LEAST = 12  # characters of a text that is cut


@dataclass(frozen=True)
class Column:
    """`cell` turns an item into rich's markup. Of the columns with an `extra`, the greatest is left out first."""

    title: str
    cell: Callable[[Json], str]
    extra: int = 0
    is_number: bool = False
    is_text: bool = False  # may be cut


@dataclass(frozen=True)
class Width:
    natural: int
    least: int
    extra: int


def fit(widths: Sequence[Width], available: int) -> dict[int, int]:
    """The columns to show and their widths. If even the needed ones do not fit, all of them are shown."""
    shown = dict(enumerate(widths))
    while _sum(width.least for width in shown.values()) > available:
        extra = max(shown, key=lambda n: shown[n].extra)
        if not shown[extra].extra:
            break
        del shown[extra]
    wide = {n: width.natural for n, width in shown.items()}
    for n in reversed(shown):
        excess = _sum(wide.values()) - available
        wide[n] = max(shown[n].least, wide[n] - max(0, excess))
    return wide


def _sum(widths: Iterable[int]) -> int:
    found = list(widths)
    return sum(found) + GAP * (len(found) - 1)


def print_table(console: Console, columns: Sequence[Column], items: Iterable[Json]) -> None:
    rows = [[Text.from_markup(column.cell(item)) for column in columns] for item in items]
    wide = fit([_width(column, [row[n] for row in rows]) for n, column in enumerate(columns)], console.width)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for n, width in wide.items():
        justify: Literal["right", "left"] = "right" if columns[n].is_number else "left"
        table.add_column(columns[n].title, justify=justify, width=width, no_wrap=True, overflow="ellipsis")
    for row in rows:
        table.add_row(*(row[n] for n in wide))
    usual = console.width
    console.width = max(usual, _sum(wide.values()) + GAP)
    try:
        console.print(table)
    finally:
        console.width = usual


def _width(column: Column, cells: Sequence[Text]) -> Width:
    natural = max([cell_len(column.title), *(cell.cell_len for cell in cells)])
    return Width(natural, min(natural, LEAST) if column.is_text else natural, column.extra)
