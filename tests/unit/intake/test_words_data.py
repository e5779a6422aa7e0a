"""The words of intake as data: every entry is an example of its section, and the words classify the corpus."""

from datetime import UTC, datetime

import pytest

from job_importer.intake import words
from job_importer.intake.fields.employers import form, is_certain, is_legal, is_site, name_of
from job_importer.intake.normalise.date_words import zone_offset
from job_importer.intake.normalise.dates import parse_date
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.money import currency_code
from job_importer.intake.normalise.pay_period import UNITS, find_period, pay_period
from job_importer.intake.normalise.place import country_of_place
from job_importer.intake.normalise.remote import remote
from job_importer.intake.normalise.remote_title import remote_aside
from job_importer.intake.normalise.salary import parse_salary
from job_importer.intake.words.forms import said
from tools.words import LEAST, corpus, score

KINDS = ("full_time", "part_time", "internship", "volunteer", "per_diem", "contract", "temporary", "other")


def examples(subject: str, *sections: str) -> list[str]:
    return sorted({entry.replace("*", "") for section in sections for entry in words.entries(subject, section)})


@pytest.mark.parametrize("section", corpus())
def test_the_words_classify_the_texts_of_the_corpus(section: str) -> None:
    assert min(score(section, corpus()[section])) >= LEAST


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_for_a_kind_of_employment_is_recognised(kind: str) -> None:
    assert [one for one in examples("employment", kind) if employment_type(one) != kind] == []
    for short, texts in words.sections("employment")["short"].items():
        assert [text for text in texts if employment_type(text) != short] == []


@pytest.mark.parametrize("unit", UNITS)
def test_every_word_for_a_period_of_pay_is_recognised(unit: str) -> None:
    assert [one for one in examples("pay_periods", unit) if pay_period(one) != unit] == []
    named = words.sections("pay_periods")["named"].get(unit, [])
    assert [one for one in named if find_period(f"{one} 100", len(one)) != unit] == []


def test_every_adverb_of_pay_needs_no_per() -> None:
    assert [one for one in examples("pay_periods", "adverbs") if find_period(f"100 {one}", 3) is None] == []


def test_every_word_about_the_place_of_work_is_recognised() -> None:
    assert [one for one in examples("remote", "remote") if remote(None, one) is not True] == []
    assert [one for one in examples("remote", "on site", "hybrid") if remote(None, one) is not False] == []
    assert [one for one in examples("remote", "denials") if remote(None, f"{one} remote") is not False] == []
    assert [one for one in examples("remote", "far away") if remote(None, f"Remote {one}") is not None] == []
    assert [one for one in examples("remote", "yes") if remote(one) is not True] == []
    assert [one for one in examples("remote", "no") if remote(one) is not False] == []
    asides = examples("remote", "remote", "on site", "hybrid")
    assert [
        one for one in asides if remote_aside(f"Cook ({one})") is None and "domu" not in one and "domova" not in one
    ] == []


def test_every_word_for_an_end_of_a_salary_is_recognised() -> None:
    def ends(text: str) -> tuple[float | None, float | None]:
        found = parse_salary(text)
        return (found["min"], found["max"]) if found else (None, None)

    assert [one for one in examples("salary", "to") if ends(f"€10 {one} €20") != (10, 20)] == []
    assert [one for one in examples("salary", "up to") if ends(f"{one} €20") != (None, 20)] == []
    assert [one for one in examples("salary", "from") if ends(f"{one} €10") != (10, None)] == []
    assert [one for one in examples("salary", "or more") if ends(f"€10 {one}") != (10, None)] == []
    assert [one for one in examples("salary", "at most") if ends(f"€20 {one}") != (None, 20)] == []
    assert [one for one in examples("salary", "pay") if ends(f"{one} 2000".strip()) == (None, None)] == []
    assert [one for one in examples("salary", "bonus") if ends(f"€500 {one} bonus") != (None, None)] == []
    assert [one for one in examples("salary", "benefits") if find_period(f"€500 monthly {one}", 4)] == []


def test_every_word_before_a_date_or_a_postcode_is_known() -> None:
    introductions = examples("calendar", "introductions")
    assert [
        one for one in introductions if parse_date(f"{one}: 2026-10-30", fetched_at=datetime.now(UTC)) is None
    ] == []
    for country, letters in words.sections("places")["before postcodes"].items():
        assert [one for one in letters if country_of_place(f"{one}-1010 Wien") != country] == []


def test_every_sign_and_zone_is_known() -> None:
    for code, signs in words.sections("currencies")["certain"].items():
        assert [sign for sign in signs if currency_code(sign) != code] == []
    for hours, names in words.sections("zones")["offsets"].items():
        assert [name for name in names if zone_offset(name).total_seconds() != float(hours) * 3_600] == []


def test_every_word_about_employers_means_what_its_section_says() -> None:
    assert [one for one in examples("employers", "nobody") if name_of(one.capitalize())] == []
    assert [one for one in examples("employers", "questions") if name_of(f"{one.capitalize()} Acme is hiring")] == []
    assert [one for one in examples("employers", "sites") if not is_site(f"Acme {one}")] == []
    assert [one for one in examples("employers", "legal") if not is_legal(f"Acme {one}")] == []
    assert [one for one in examples("employers", "bodies") if not is_certain(f"{one.capitalize()} of Bonn")] == []
    assert [one for one in examples("employers", "boards") if is_certain(f"College {one}")] == []
    for kind, section in (("subject", "of subjects"), ("ward", "wards")):
        assert [one for one in examples("employers", section) if not form(kind).search(one)] == []
    assert [one for one in examples("employers", "no places") if not form("no place").fullmatch(one)] == []


@pytest.mark.parametrize(
    ("subject", "section", "what"),
    [
        ("jobs", "jobs", "certain channel"),
        ("jobs", "perhaps jobs", "job channel"),
        ("jobs", "invited", "job channel"),
        ("jobs", "unspaced", "board channel"),
        ("jobs", "roles", "role"),
        ("jobs", "roles of both", "role"),
        ("jobs", "unspaced roles", "role"),
        ("jobs", "headings", "job label"),
        ("jobs", "unspaced headings", "job label"),
        ("jobs", "shared headings", "shared label"),
        ("articles", "sentences", "told"),
        ("articles", "inviting", "inviting"),
        ("articles", "beginnings", "article title"),
        ("articles", "events", "article title"),
        ("articles", "other things", "other title"),
        ("articles", "channels", "article channel"),
        ("articles", "unspaced channels", "article channel"),
        ("articles", "software channels", "software channel"),
        ("articles", "other channels", "other channel"),
        ("articles", "other jobs", "other jobs"),
    ],
)
def test_every_word_of_jobs_and_articles_matches_its_form(subject: str, section: str, what: str) -> None:
    assert [one for one in examples(subject, section) if not said(what, one)] == []


def test_labels_need_a_colon_and_folders_a_slash() -> None:
    for section, what in (("labels", "job label"), ("shared labels", "shared label")):
        assert [
            one for one in examples("jobs", section) if not said(what, f"{one}: x") or said(what, f"no {one}")
        ] == []
    assert [one for one in examples("articles", "folders") if not said("article folder", f"/{one}/x")] == []


@pytest.mark.parametrize("name", ["Home Instead", "Scale Nine", "Our Lady's Hospice", "It Takes Two", "Now Healthcare"])
def test_a_name_that_only_begins_like_no_employer_is_an_employer(name: str) -> None:
    assert name_of(name) == name
