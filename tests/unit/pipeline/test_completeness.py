"""What is taken down of a feed's list, and which word on its completeness counts."""

from typing import Any

import pytest

from job_importer.completeness import Completeness
from job_importer.feeds.model import FeedDoc
from job_importer.feeds.window import LARGEST, SHORTEST, Listing, Standing
from job_importer.intake.model import Item, Known
from job_importer.paging.verdict import Judgement
from job_importer.pipeline.completeness import SET_WHOLE, SET_WINDOW, Recorder, _decide, name_of, posted_of
from job_importer.runs.model import Trigger
from job_importer.runs.store import new_run
from tests.support.feed_docs import NOW, feed_doc


def item(external_id: str | None, day: int | None = None, **more: Any) -> Item:
    return Item(0, {"external_id": external_id, "posted_at": f"2026-10-{day:02d}T00:00:00Z" if day else None}, **more)


def recorded(*items: Item) -> Listing:
    recorder = Recorder()
    assert list(recorder.passing(items)) == list(items)
    return recorder.listing(len(items))


def test_each_job_is_taken_down_once_in_order_with_its_date_and_one_without_an_id_is_not() -> None:
    one, two = item("1", 1), item("2", 2)
    listing = recorded(one, two, item("1", 3, duplicate=True), item(None, 4))
    assert listing == Listing(4, (name_of(one.job), name_of(two.job)), (posted_of(one.job), posted_of(two.job)))


def test_a_job_that_is_known_is_taken_down_like_the_others() -> None:
    one, two = item("1", 1), item("2", 2)
    known = Known(b"k", b"c", b"s", name_of(two.job), posted_of(two.job), 0)
    assert recorded(one, Item(1, {}, known=known)) == recorded(one, two)


def test_of_a_list_that_is_too_long_the_number_alone_is_kept() -> None:
    assert len(recorded(*(item(str(n)) for n in range(LARGEST))).keys) == LARGEST
    assert recorded(*(item(str(n)) for n in range(LARGEST + 2))) == Listing(LARGEST + 2, ())


WINDOW = Standing(is_window=True)


@pytest.mark.parametrize(
    ("setting", "document", "standing", "found", "reason"),
    [
        ("window", "whole", Standing(), "window", SET_WINDOW),
        ("window", "part", Standing(), "window", SET_WINDOW),
        ("whole", "part", WINDOW, "part", None),
        ("whole", "window", WINDOW, "whole", SET_WHOLE),
        ("auto", "part", WINDOW, "part", None),
        ("auto", "window", Standing(), "window", None),
        ("auto", "whole", WINDOW, "window", "It always lists 7 items"),
        ("auto", "whole", Standing(), "whole", None),
    ],
)
def test_the_setting_goes_before_the_document_and_that_before_the_history_and_a_part_is_no_whole(
    setting: str, document: str, standing: Standing, found: str, reason: str | None
) -> None:
    judged = decide(feed_doc(listing=setting), 7, standing, document=document)
    assert judged.completeness == found
    assert (judged.reason or "").startswith(reason or "")


@pytest.mark.parametrize(
    ("earlier", "items", "options", "found"),
    [
        (SHORTEST, SHORTEST, {}, "window"),
        (LARGEST, LARGEST, {}, "window"),
        (SHORTEST - 1, SHORTEST - 1, {}, "whole"),
        (LARGEST + 1, LARGEST + 1, {}, "whole"),
        (12, 11, {}, "whole"),
        (None, 12, {}, "whole"),
        (12, 12, {"is_known": True}, "whole"),
        (12, 12, {"accept_collapse": True}, "whole"),
    ],
)
def test_a_list_as_long_as_before_may_be_a_window_where_it_is_not_known_what_it_listed(
    earlier: int | None, items: int, options: dict[str, bool], found: str
) -> None:
    yields = [] if earlier is None else [{"run_id": "R", "items": earlier, "filled": 1.0}]
    assert decide(feed_doc(yields=yields), items, Standing(), **options).completeness == found


def decide(
    feed: FeedDoc,
    items: int,
    standing: Standing,
    *,
    document: str = "whole",
    is_known: bool = False,
    accept_collapse: bool = False,
) -> Judgement:
    options = {"trigger": Trigger.MANUAL, "now": NOW, "accept_collapse": accept_collapse}
    run = new_run("R", feed_id="acme", feed_url="", source="", **options)
    return _decide(Judgement(Completeness(document)), feed, run, Listing(items, ()), standing, is_known=is_known)
