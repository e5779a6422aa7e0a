"""Tables in terminals of any width."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tools.jobctl import show
from tools.jobctl.table import GAP, Column, Width, fit, print_table

widths = st.builds(
    lambda least, more, extra: Width(least + more, least, extra),
    st.integers(1, 30),
    st.integers(0, 30),
    st.integers(0, 5),
)


@given(st.lists(widths, min_size=1, max_size=8), st.integers(1, 150))
def test_what_is_shown_fits_and_what_is_needed_is_shown(columns: list[Width], available: int) -> None:
    wide = fit(columns, available)
    needed = {n for n, column in enumerate(columns) if not column.extra}
    assert needed <= wide.keys()
    assert all(columns[n].least <= width <= columns[n].natural for n, width in wide.items())
    total = sum(wide.values()) + GAP * (len(wide) - 1)
    least = sum(columns[n].least for n in wide) + GAP * (len(wide) - 1)
    assert total <= available or (total == least and all(not columns[n].extra for n in wide))


@given(st.lists(widths, min_size=1, max_size=8), st.integers(1, 150))
def test_nothing_is_left_out_before_what_is_wanted_less(columns: list[Width], available: int) -> None:
    shown = fit(columns, available).keys()
    left_out = [column.extra for n, column in enumerate(columns) if n not in shown]
    assert all(columns[n].extra <= extra for n in shown for extra in left_out)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 500])
def test_an_id_is_whole_and_in_its_line_however_narrow_the_terminal(width: int) -> None:
    run_id, text = "01JC0000000000000000000000", "A [long] title with 漢字 of double width, and more of it"
    item: Any = {"id": run_id, "title": text, "why": text}
    columns = (show.field("id"), show.field("title", is_text=True), show.field("why", is_text=True, extra=1))
    console = Console(width=width)
    with console.capture() as shown:
        print_table(console, columns, [item, item])
    lines = shown.get().splitlines()
    assert [line.split()[0] for line in lines] == ["id", run_id, run_id]
    assert console.width == width


def test_markup_in_a_feeds_text_is_text() -> None:
    console = Console(width=80)
    with console.capture() as shown:
        print_table(console, [Column("t", lambda item: show.text(item["t"]))], [{"t": "[red]x[/red]"}])
    assert "[red]x[/red]" in shown.get()
