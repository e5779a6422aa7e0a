"""Feeds of systems without a format of their own: what a person reads in them, field by field."""

import pytest

from tools.accuracy import FIELDS, SYSTEMS, expectations, judge


def test_no_field_of_our_feeds_is_wrong_or_missed() -> None:
    seen = 0
    for system, stated, read in expectations():
        seen += 1
        assert len(stated) <= len(read), system
        for said, found in zip(stated, read, strict=False):
            outcomes = {field: judge(said[field], found.get(field)) for field in FIELDS if field in said}
            assert set(outcomes.values()) <= {"right", None}, (system, outcomes)
    assert seen >= 40 + len([*SYSTEMS.glob("*.json")])


@pytest.mark.parametrize(
    ("stated", "found", "outcome"),
    [
        ("Bonn", "Bonn", "right"),
        ("Bonn", None, "missed"),
        ("Bonn", "Ulm", "wrong"),
        (None, "Ulm", "wrong"),
        (None, None, None),
        ([], [], None),
        ({"min": 1}, {"min": 1, "max": 2}, "right"),
        ({"min": 1}, {"min": 2, "max": 2}, "wrong"),
        ({"min": 1}, None, "missed"),
        (False, False, "right"),
    ],
)
def test_a_field_is_right_missed_or_wrong(stated: object, found: object, outcome: str | None) -> None:
    assert judge(stated, found) == outcome
