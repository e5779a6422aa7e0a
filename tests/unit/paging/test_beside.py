"""Which records beside the items are kept, and how much of them."""

import pytest

from job_importer.paging.beside import MAX_PATHS, MAX_RECORDS, MAX_TEXT, MAX_VALUES, Beside, Path, Record

ITEMS = ("data", "jobs", "item")


@pytest.mark.parametrize(
    ("path", "is_kept"),
    [
        ((), True),
        (("data",), True),
        (("data", "jobs"), True),
        (ITEMS, False),
        (("data", "paging"), True),
        (("data", "meta", "paging", "links"), True),
        (("data", "meta", "paging", "links", "next"), False),  # too deep
        (("data", "company"), False),
        (("data", "company", "paging"), False),
        (("paging",), True),
        (("company",), False),
    ],
)
def test_the_records_that_enclose_the_items_are_kept_and_the_containers_in_them(path: Path, is_kept: bool) -> None:
    beside = Beside([ITEMS])
    record = beside.open(path)
    assert beside.records == ([record] if is_kept else [])


def test_so_many_records_are_kept_of_a_path_and_so_many_paths() -> None:
    folders = [(f"data{n}",) for n in range(MAX_PATHS)]
    beside = Beside((*folder, "jobs", "item") for folder in folders)
    for path in (*folders[:1] * (MAX_RECORDS + 1), *folders, ()):
        beside.open(path)
    kept = [record.path for record in beside.records]
    assert kept == [*folders[:1] * MAX_RECORDS, *folders[1:]]


def test_the_first_value_of_a_name_is_kept_and_so_many_of_no_great_length() -> None:
    record = Record(())
    for name, value in (("a", 1), ("a", 2), ("b", "x" * MAX_TEXT), ("c", "x" * (MAX_TEXT + 1))):
        record.note(name, value)
    assert record.values == {"a": 1, "b": "x" * MAX_TEXT}
    for n in range(MAX_VALUES):
        record.note(str(n), n)
    assert len(record.values) == MAX_VALUES
