"""Facts in labelled lines of a description."""

from typing import Any

import pytest

from job_importer.intake.fields.labels import HEAD, add_labelled
from job_importer.intake.format import Draft
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


@pytest.mark.parametrize(
    ("line", "company"),
    [
        ("Employer: will be disclosed", None),
        ("Council: tax included", None),
        ("Firma: Wir sind ein Betrieb", None),
        ("Company: https://acme.example", None),
        ("Company: adidas", "adidas"),
        ("Company: eBay and more", "eBay and more"),
    ],
)
def test_a_label_before_other_words_names_no_company(line: str, company: str | None) -> None:
    assert (labelled(line).company or None) == company


def test_values_from_fields_of_the_feed_are_kept() -> None:
    text = "Company: Other\nLocation: Ulm\nSalary: 1\nJob type: Part time\nCategory: B"
    draft = labelled(
        text, company="Acme", location=("Bonn",), salary_min="9", employment_type="Full time", category="A"
    )
    assert (draft.company, draft.location, draft.salary, draft.category) == ("Acme", ("Bonn",), None, "A")
    assert draft.employment_type == "Full time"


def test_only_the_slots_that_are_asked_for_are_filled() -> None:
    draft = Draft(description="Headquarters: Ulm\nSalary: 1\nDeadline: 2026-11-03")
    add_labelled(draft, {"salary", "expires"})
    assert (draft.location, draft.salary, draft.expires) == ((None, None), "1", "2026-11-03")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("Contract type: Permanent\nHours: Full time", "full_time"),
        ("Contract type: Fixed-Term/Contract\nHours: Full time", "temporary"),
        ("Working hours: Part time", "part_time"),
    ],
)
def test_a_line_about_hours_counts_if_the_terms_leave_them_open(lines: str, kind: str) -> None:
    item = fields(title="Baker", link="https://x.example/jobs/1", description=lines)
    _, (job,) = look(f"<rss><channel><title>Jobs</title><item>{item}</item></channel></rss>")
    assert job["employment_type"] == kind


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Closes: 16 August 2026 17:00", "16 August 2026 17:00"),
        ("Closes: Friday, 14 August 2026", "Friday, 14 August 2026"),
        ("Closes: Applications close 11:59pm Sunday 16 August 2026. Late ones are not read.", "16 August 2026"),
        ("Close date: 3pm, Thursday 26 November 2026", "3pm, Thursday 26 November 2026"),
        ("Closes: when we have found somebody", "when we have found somebody"),
    ],
)
def test_a_closing_date_is_found_among_other_words(line: str, day: str) -> None:
    assert labelled(line).expires == day


def test_a_sentence_is_not_a_place() -> None:
    assert labelled("Location: " + "we are based by the sea and " * 5).location == (None, None)


def test_a_country_on_a_separate_line_is_the_country_and_ends_the_place() -> None:
    draft = labelled("Country: Kenya\nCity: Nairobi")
    assert (draft.country, draft.location) == ("Kenya", ("Nairobi", "Kenya"))


@pytest.mark.parametrize(
    "line",
    [
        "Location: Bonn. Salary: €30,000. Company: Acme. Bake bread all day.",
        "Location: Bonn, Salary: €30,000, Company: Acme",
        "<p>Location: Bonn Salary: €30,000 Company: Acme</p>",
        "<div><span>Location:</span> Bonn - <span>Salary:</span> €30,000 - <span>Company:</span> Acme</div>",
    ],
)
def test_several_facts_may_stand_on_one_line(line: str) -> None:
    draft = labelled(line)
    assert (draft.location[0], draft.salary, draft.company) == ("Bonn", "€30,000", "Acme")


def test_a_line_may_begin_with_an_unknown_label() -> None:
    draft = labelled("Experience: 3 years. Salary: €30,000. Schedule: Full-time. Primary Location: Bonn")
    assert (draft.salary, draft.employment_type, draft.location[0]) == ("€30,000", "Full-time", "Bonn")


def test_a_place_that_runs_into_an_unknown_label_is_ignored() -> None:
    draft = labelled("Duty Station : NEW YORK Staffing Exercise : N/A Posted Date : 1 Nov 2026")
    assert (draft.location[0], draft.posted) == (None, "1 Nov 2026")


def test_a_label_within_a_sentence_does_not_count() -> None:
    assert (
        labelled("Location: Bonn, near the office: by the river").location[0] == "Bonn, near the office: by the river"
    )


@pytest.mark.parametrize(
    ("line", "company"),
    [
        ("Company: Acme. We bake.", "Acme"),
        ("Company: Acme Inc. We bake.", "Acme Inc. We bake."),
        ("Company: St. Ann", "St. Ann"),
        ("Company: Acme.", "Acme."),
    ],
)
def test_a_name_ends_with_its_sentence(line: str, company: str) -> None:
    assert labelled(line).company == company


FIELD = (
    '<div class="field field-name-x"><div class="field-label">{}:&nbsp;</div><div class="field-items">'
    '<div class="field-item even">{}</div></div></div>'
)


@pytest.mark.parametrize(
    "pair",
    [
        FIELD,
        '<div class="field"><div class="field__label">{}</div>\n<div class="field__item"><p>{}</p></div></div>',
        "<dl><dt>{}</dt><dd>{}</dd></dl>",
        "<table><tr><th>{}</th>\n<td>{}</td></tr></table>",
        "<table><tr><td><b>{}</b></td>\n<td>{}</td></tr></table>",
    ],
)
@pytest.mark.parametrize("escape", [False, True])
def test_a_label_with_markup_of_its_own_needs_no_colon(pair: str, escape: bool) -> None:
    html = pair.format("Employer", "Acme") + pair.format("Location", "Bonn")
    draft = labelled(html.replace("<", "&lt;").replace(">", "&gt;") if escape else html)
    assert (draft.company, draft.location[0]) == ("Acme", "Bonn")


@pytest.mark.parametrize(
    ("line", "slot", "value"),
    [
        ("Pracodawca: Acme", "company", "Acme"),
        ("会社名：株式会社例", "company", "株式会社例"),
        ("【勤務地】東京都", "location", ("東京都", None)),
        ("الشركة: مثال", "company", "مثال"),
        ("회사명: 예시", "company", "예시"),
        ("Cidade: Curitiba - PR", "location", ("Curitiba - PR", None)),
        ("Wymiar etatu: pełny etat", "employment_type", "pełny etat"),
        ("Ważne do: 30.11.2026", "expires", "30.11.2026"),
        ("Institution/Agency: Acme", "company", "Acme"),
        ("Вакансия компании: Пример", "company", "Пример"),
        ("Contratto: Tempo determinato", "employment_type", "Tempo determinato"),
        ("Úvazek: Plný úvazek", "employment_type", "Plný úvazek"),
        ("Inscrições até: 30/11/2026", "expires", "30/11/2026"),
        ("【急募】Ulm", "location", ()),
        ("Miejsce pracy: Gdynia", "location", ("Gdynia", None)),
        ("Wynagrodzenie: 5000 zł", "salary", "5000 zł"),
        ("Arbetsgivare: Acme", "company", "Acme"),
        ("Salário: R$ 2.000", "salary", "R$ 2.000"),
        ("Recruiter: Acme", "company", "Acme"),
        ("Salary/Rate: £500", "salary", "£500"),
        ("Type: Contract", "employment_type", "Contract"),
        ("Type: Flat", "employment_type", None),
        ("Jornada: Completa", "employment_type", "Completa"),
        ("Posted on: 5 Nov 2026", "posted", "5 Nov 2026"),
        ("Deadline: 27/11/2026 - 23:59 (Brussels time)", "expires", "27/11/2026"),
        ("Closes: 25 Oct 2026 23:55 BST", "expires", "25 Oct 2026 23:55 BST"),
    ],
)
def test_labels_are_known_in_many_languages(line: str, slot: str, value: object) -> None:
    assert getattr(labelled(line), slot) == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bergen, Vestland, Norway\n<p>Bake bread.</p>", "Bergen, Vestland, Norway"),
        ("<p>Bergen, Norway</p><p>Bake: bread.</p>", "Bergen, Norway"),
        ("Bergen, Norway: we bake\nEarly.", None),
        ("Cook bread in Bergen, Norway\nEarly.", None),
        ("Senior Cook, Norway\nEarly.", None),
        ("We bake bread for Bergen, the second city of Norway\nEarly.", None),
        ("Germany, Norway\nEarly.", None),
        ("Bread, Butter\nEarly.", None),
        ("Bergen, Norway", None),
    ],
)
def test_a_first_line_that_is_a_place_with_its_country_is_the_place(text: str, place: str | None) -> None:
    draft = labelled(text)
    assert next(iter(draft.location), None) == place


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("University of Example - School of Bread<br />Salary: £30,000", "University of Example"),
        ("<p>Acme Ltd</p><p>Location: Bonn</p>", "Acme Ltd"),
        ("University of Example - School of Bread<br />Bake all day.", None),
        ("Lecturer, University of Example<br />Salary: £30,000", None),
        ("Bread at University of Example<br />Salary: £30,000", None),
        ("Good bread<br />Salary: £30,000", None),
        ("Foundation training<br />Salary: £30,000", None),
        ("Bachelor degree from University<br />Salary: £30,000", None),
        ("University College of the North-East<br />Salary: £30,000", "University College of the North-East"),
    ],
)
def test_a_first_line_with_an_employer_before_labelled_lines_is_the_employer(text: str, company: str | None) -> None:
    assert labelled(text).company == company


def test_dates_in_the_text_decide_the_order_if_no_field_has_dates() -> None:
    items = "".join(
        f"<item><guid>{n}</guid><title>Baker wanted</title><link>https://x.example/jobs/{n}</link>"
        f"<description>&lt;p&gt;Company: Acme&lt;/p&gt;&lt;p&gt;Closing date: {day}&lt;/p&gt;</description></item>"
        for n, day in enumerate(("9/06/2026", "29/05/2026", "soon"))
    )
    _, jobs = look(f"<rss><channel><title>Jobs</title>{items}</channel></rss>")
    assert [job["expires_at"] for job in jobs] == ["2026-06-09T00:00:00Z", "2026-05-29T00:00:00Z", None]


def test_a_sentence_after_the_last_label_of_a_line_is_not_a_category() -> None:
    assert labelled("Salary: $20 per hour Department: City Works Do you want to bake").category is None
    assert labelled("Salary: $20 per hour Department: City Works").category == "City Works"


def test_a_line_about_pay_may_contain_labels() -> None:
    assert labelled("Salary: Work type: Permanent Classification: Band 2 $33.72 per hour").salary == (
        "Work type: Permanent Classification: Band 2 $33.72 per hour"
    )
