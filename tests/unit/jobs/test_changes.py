"""What is kept of a change: the values of short fields, and the words of long texts that differ."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from job_importer.jobs.changes import CONTEXT, SHORT, difference, word_diff
from job_importer.jobs.document import prepare
from job_importer.jobs.model import Job
from tests.support.world import job


def changed(**changes: Any) -> dict[str, Any]:
    before, after = (prepare(0, values, Job.model_validate(values)) for values in (job(1), job(1, **changes)))
    stored = before.content | {"stamp_hash": before.stamp_hash, "fingerprints": before.fingerprints}
    return difference(stored, after.content, after.fingerprints)


def test_a_field_has_its_old_and_its_new_value() -> None:
    assert changed(title="Nurse", company=None, remote=True) == {
        "title": {"old": "Engineer 1", "new": "Nurse"},
        "company": {"old": "Acme", "new": None},
        "remote": {"old": None, "new": True},
    }
    assert changed(tags=["a", "b"]) == {"tags": {"old": "build, things", "new": "a, b"}}
    pay = {"min": 1.0, "max": 2.0, "currency": "EUR", "period": "hour", "text": "x" * 900}
    told = changed(salary=pay)["salary"]["new"]
    assert (told["max"], len(told["text"])) == (2.0, SHORT)


def test_a_long_value_is_cut() -> None:
    assert len(changed(url="https://jobs.example.com/" + "x" * 7_000)["url"]["new"]) == SHORT
    assert len(changed(tags=["y" * 1_000] * 100)["tags"]["new"]) == SHORT


def test_a_description_has_digests_and_the_words_that_differ() -> None:
    told = changed(description_html="<p>Build thing 2.</p>", description_text="Build thing 2.")["description_html"]
    assert (len(told["old_digest"]), len(told["new_digest"])) == (16, 16)
    assert told["diff"] == "Build thing [-1.-]{+2.+}"
    told = changed(description_html='<p>Build <a href="https://x.example/">thing</a> 1.</p>')["description_html"]
    assert told["diff"] == '<p>Build [-thing-]{+<a href="https://x.example/">thing</a>+} 1.</p>'


@pytest.mark.parametrize(
    ("old", "new", "diff"),
    [
        ("", "new", "{+new+}"),
        ("gone", "", "[-gone-]"),
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("salary 100 euro", "salary 1000 euro", "salary [-100-]{+1000+} euro"),
        (f"{'long ' * 20}old {'text ' * 20}", f"{'long ' * 20}new {'text ' * 20}", None),
    ],
)
def test_the_words_that_differ_are_marked(old: str, new: str, diff: str | None) -> None:
    told = word_diff(old, new)
    assert told == diff if diff else told.startswith("…") and told.endswith("…") and "[-old-]{+new+}" in told


@given(st.text("ab \n", max_size=2_000), st.text("ab \n", max_size=2_000))
def test_a_diff_has_a_bound_and_tells_of_every_difference(old: str, new: str) -> None:
    told = word_diff(old, new)
    assert len(told) <= 2 * SHORT + 2 * CONTEXT + 10
    assert old == new or "[-" in told or "{+" in told


@pytest.mark.parametrize(("length", "mark"), [(39, ""), (40, "…")])
def test_a_context_of_forty_characters_is_whole_and_a_longer_one_is_cut(length: int, mark: str) -> None:
    before, after = "x" * length + " ", " " + "y" * length
    assert word_diff(f"{before}one{after}", f"{before}two{after}") == (
        f"{mark}{before[-40:]}[-one-]{{+two+}}{after[:40]}{mark}"
    )
