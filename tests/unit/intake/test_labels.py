"""Facts that stand in a description as lines with labels."""

from typing import Any

import pytest

from job_importer.intake.formats.labels import HEAD, TERMS, add_labelled
from job_importer.intake.formats.model import Draft
from tests.support.previewing import fields, look


def labelled(description: str, **given: Any) -> Draft:
    draft = Draft(description=description, **given)
    add_labelled(draft)
    return draft


@pytest.mark.parametrize(
    "line",
    [
        "Salary: £30,000",
        "<p><strong>Salary:</strong> £30,000</p>",
        "<p><strong>Salary</strong>: <i>£30,000</i><br>Apply now</p>",
        "<p>Hello<br /> Salary&nbsp;:&nbsp;£30,000 </p>",
        "<table><tr><td>Salary:</td><td>£30,000</td></tr></table>",
        "<dl><dt>Salary:</dt><dd>£30,000</dd><dt>Band:</dt></dl>",
        "Band: 7 | Salary: £30,000 | Hours: 38",
        "&lt;p&gt;Salary: £30,000&lt;/p&gt;&lt;p&gt;Apply&lt;/p&gt;",
        "Rémunération : £30,000\nLieu : Nîmes",
        "<b>Gehalt:</b>£30,000",
    ],
)
def test_a_line_with_a_label_is_found_in_text_html_and_tables(line: str) -> None:
    assert labelled(line).salary == "£30,000"


@pytest.mark.parametrize(
    "text",
    [
        "Our salary: high",
        '<p title="Salary: 3">x</p>',
        "See https://x.example/salary:3",
        "Salary:",
        "<b>Salary:</b><br>Location: Bonn",
        "x" * HEAD + "\nSalary: 3",
        ":" * 50,
    ],
)
def test_other_colons_are_no_labels(text: str) -> None:
    assert labelled(text).salary is None


def test_what_the_feed_says_in_fields_of_its_own_is_kept() -> None:
    text = "Company: Other\nLocation: Ulm\nSalary: 1\nJob type: Part time\nCategory: B"
    draft = labelled(
        text, company="Acme", location=("Bonn",), salary_min="9", employment_type="Full time", category="A"
    )
    assert (draft.company, draft.location, draft.salary, draft.category) == ("Acme", ("Bonn",), None, "A")
    assert draft.employment_type == "Full time"


def test_only_the_slots_that_are_asked_for_are_filled() -> None:
    draft = Draft(description="Headquarters: Ulm\nSalary: 1\nDeadline: 2026-11-03")
    add_labelled(draft, TERMS)
    assert (draft.location, draft.salary, draft.expires) == ((None, None), "1", "2026-11-03")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("Contract type: Permanent\nHours: Full time", "full_time"),
        ("Contract type: Fixed-Term/Contract\nHours: Full time", "temporary"),
        ("Working hours: Part time", "part_time"),
    ],
)
def test_a_line_about_hours_counts_where_the_terms_leave_them_open(lines: str, kind: str) -> None:
    item = fields(title="Baker", link="https://x.example/jobs/1", description=lines)
    _, (job,) = look(f"<rss><channel><title>Jobs</title><item>{item}</item></channel></rss>")
    assert job["employment_type"] == kind


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Closes: 16 August 2026 17:00", "16 August 2026 17:00"),
        ("Closes: Friday, 14 August 2026", "Friday, 14 August 2026"),
        ("Closes: Applications close 11:59pm Sunday 16 August 2026. Late ones are not read.", "16 August 2026"),
        ("Closes: when we have found somebody", "when we have found somebody"),
    ],
)
def test_a_closing_date_is_found_among_other_words(line: str, day: str) -> None:
    assert labelled(line).expires == day


def test_a_sentence_is_no_place() -> None:
    assert labelled("Location: " + "we are based by the sea and " * 5).location == (None, None)


def test_a_country_on_a_line_of_its_own_is_the_country_and_ends_the_place() -> None:
    draft = labelled("Country: Kenya\nCity: Nairobi")
    assert (draft.country, draft.location) == ("Kenya", ("Nairobi", "Kenya"))
