"""How the items of a run are compared with the manifest of the run before."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from job_importer.intake.model import Item, Known
from job_importer.jobs.key import job_key
from job_importer.pipeline.comparing import Comparison
from job_importer.runs.manifest import Manifest
from tests.support.world import job


def known(n: int) -> Known:
    return Known(bytes.fromhex(job_key("jobs.example.com", f"A-{n}")), bytes(16), bytes(16), n, None, 0)


@pytest.mark.parametrize(
    ("by_item", "by_key", "new", "most"),
    [
        (0, 1, 1, True),
        (0, 1, 2, False),
        (1, 0, 1, True),
        (1, 0, 2, False),
        (1, 1, 2, True),
        (1, 1, 3, False),
        (0, 0, 0, True),
    ],
)
def test_the_keys_are_the_same_where_the_earlier_run_listed_half_of_the_jobs(
    tmp_path: Path, by_item: int, by_key: int, new: int, most: bool
) -> None:
    items: list[Item] = [Item(n, job(n), known=known(n)) for n in range(by_item)]
    items += [Item(n, job(n)) for n in range(by_item, by_item + by_key + new)]
    others = [replace(Item(90, job(90)), **{kind: True}) for kind in ("duplicate", "marked")]
    with closing(Manifest(tmp_path / "earlier")) as earlier, closing(Manifest(tmp_path / "listed")) as listed:
        for n in range(by_item + by_key):
            earlier.add(known(n), None)
        assert Comparison(listed, earlier).lists_most([*items, *others, Item(91, job(91, external_id=None))]) == most
        assert not Comparison(listed, None).lists_most(items)
