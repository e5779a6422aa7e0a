"""Employers and places in titles."""

import pytest

from job_importer.intake.fields.titles import add_titled
from job_importer.intake.format import Draft
from tests.support.previewing import look


def titled(title: str, *names: str, **given: str) -> tuple[str | None, str | None]:
    draft = Draft(title=title, **given)
    add_titled(draft, *names)
    assert draft.title == title
    return draft.company, draft.location[0] if draft.location else None


@pytest.mark.parametrize(
    ("title", "company", "place"),
    [
        ("Cook at Acme (Bonn, Germany)", "Acme", "Bonn, Germany"),
        ("Cook at Acme (Bonn) (allows remote)", "Acme", "Bonn"),
        ("Cook at Scale at Acme Foods (Oslo)", "Acme Foods", "Oslo"),
        ("Cook at Acme ()", "Acme", None),
        ("Cook at Acme (Remote)", "Acme", None),
        ("Cook at Acme (Full-time)", "Acme", None),
        ("Cook at Acme (m/w/d)", "Acme", None),
        ("Cook at Acme", "Acme", None),
        ("Cook at Acme, Inc.", "Acme, Inc.", None),
        ("Cook at Acme - Bonn", "Acme", None),
        ("Acme is hiring a Cook", "Acme", None),
        ("Acme (YC W21) Is Hiring Cooks", "Acme", None),
        ("Cook - Acme Ltd - Austin, TX 78701", "Acme Ltd", "Austin, TX 78701"),
        ("Cook - Night Shift - Austin, TX", None, "Austin, TX"),
        ("Cook (Berlin, DE, 10115)", None, "Berlin, DE, 10115"),
        ("Cook (RN, PM)", None, None),
        ("Nurse (Med Surg, OR)", None, None),
        ("Technologist - Imaging, CT", None, None),
        ("Nurse (Salem, OR)", None, "Salem, OR"),
        ("Developer (React, TS)", None, None),
        ("Nurse (Evenings, PT)", None, None),
        ("Lecturer in History, China", None, None),
        ("PhD in Machine Learning, Sweden", None, None),
        ("Cook in Bonn, Germany", None, "Bonn, Germany"),
        ("Lecturer - Bonn, Germany", None, "Bonn, Germany"),
        ("Cook (Lyon, FR)", None, "Lyon, FR"),
        ("Cook @ Acme GmbH [60.000 - 80.000 €]", "Acme GmbH", None),
        ("Cook (m/w/d) – Muster GmbH", "Muster GmbH", None),
        ("Cook, Acme Ltd", "Acme Ltd", None),
        ("Cook (Bonn, Germany)", None, "Bonn, Germany"),
        ("Cook - Bonn, Germany", None, "Bonn, Germany"),
        ("Acme, Inc. is hiring a Cook in Bonn, Germany", "Acme, Inc.", "Bonn, Germany"),
        ("Cook - Germany - Bonn", None, None),
        ("Cook (Germany, Austria)", None, None),
        ("Muster GmbH sucht Koch (m/w/d)", "Muster GmbH", None),
        ("Koch (m/w/d) bei Muster GmbH in Bonn", "Muster GmbH", "Bonn"),
        ("Cuisinier H/F chez Exemple (Lyon)", "Exemple", "Lyon"),
        ("Cook, Acme, Inc.", "Acme, Inc.", None),
    ],
)
def test_a_title_in_a_certain_form_names_the_employer(title: str, company: str | None, place: str | None) -> None:
    assert titled(title) == (company, place)


@pytest.mark.parametrize(
    "title",
    [
        *(
            "Nurse at Night (Bank)",
            "Agent at Home",
            "Engineer - Work at Height",
            "Barista at Heathrow Airport",
            "Usher at Example Law Courts",
        ),
        *("Our client is hiring a cook", "Who is hiring?", "We are hiring a cook", "Baker, Cook or Waiter"),
        *(
            "Cook at large (Bonn)",
            "Teacher at Primary School",
            "Clerk at Dental Practice",
            "Lecturer at Leeds, School of Law",
            "Clerk - Calgary, AB",
            "Cook - Reno, NV, nights",
        ),
        *("Cook at Leading London Restaurant", "Driver at Short Notice", "Lecturer at Grade 7", "Nurse at Band 5"),
        *("Clerk at Reception", "Analyst at Fortune 500 Company", "Urgent is hiring", "Why Acme is hiring"),
        *("Koch bei Bedarf", "Familie sucht Nanny", "Cook - Acme - Nights"),
    ],
)
def test_a_name_that_may_be_something_else_is_not_an_employer(title: str) -> None:
    assert titled(title)[0] is None


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("Cook - Night Shift - Acme - Austin, TX", "Acme", ("Acme", "Austin, TX")),
        ("Cook - Acme - Remote", "Acme", ("Acme", "Remote")),
        ("Cook - Acme - Full time", "Acme", ("Acme", None)),
        ("Cook - Acme - Kitchen", "Acme", ("Acme", None)),
        ("Cook - Acme - Bonn, Germany", "Acme", ("Acme", "Bonn, Germany")),
        ("Acme: Cook", "acme", ("acme", None)),
        ("Cook bei Acme", "Acme", ("Acme", None)),
        ("Cook", "Acme GmbH", ("Acme GmbH", None)),
        ("Cook", "University of Example", ("University of Example", None)),
        ("Cook", "Ann Example", (None, None)),
        ("Cook", "College Recruiter", (None, None)),
        ("Cook", "Hospital Jobs", (None, None)),
        ("Cook", "admin", (None, None)),
        ("Acmeist", "Acme", (None, None)),
        ("Cook - Acme", "cook@acme.example", (None, None)),
    ],
)
def test_an_author_or_source_counts_if_it_can_only_be_the_employer(
    title: str, name: str, expected: tuple[str | None, str | None]
) -> None:
    assert titled(title, name) == expected


def test_a_town_or_a_country_that_is_hiring_is_not_an_employer() -> None:
    assert [titled(f"{name}")[0] for name in ("London is hiring", "Germany is hiring a Cook")] == [None, None]
    assert feed("London is hiring cooks", "Baker", "Waiter", "Acme is hiring a Cook") == [None, None, None, "Acme"]
    assert feed("Acme hiring Cook in Bonn, Germany", "Now hiring cooks in Ulm") == ["Acme", None]
    assert feed("Acme is hiring cooks", "Globex is hiring bakers") == ["Acme", "Globex"]


def test_an_employer_that_the_feed_names_is_kept() -> None:
    assert titled("Cook at Acme (Bonn)", company="Other Ltd") == ("Other Ltd", None)
    assert titled("Cook - Bonn, Germany", company="Other") == ("Other", "Bonn, Germany")


@pytest.mark.parametrize(
    ("title", "pay"),
    [
        ("Cook $22/hr (downtown)", "$22/hr"),
        ("Cook, £25,000 - £28,000 per year", "£25,000 - £28,000 per year"),
        ("Cook [CHF 100'000 - 120'000]", "CHF 100'000 - 120'000"),
        ("Cook ($20-$30 an hour)", "$20-$30 an hour"),
        ("Cook - $500 sign-on bonus", None),
        ("Cook (€)", None),
        ("Fund Manager ($500 million fund)", None),
        ("Marketing Manager ($5M budget)", None),
        ("Sales Director (€10m revenue)", None),
        ("Cook (+$500 bonus)", None),
        ("Cook (£25k - £28k per annum)", "£25k - £28k per annum"),
        ("Cook", None),
    ],
)
def test_a_title_may_name_the_pay(title: str, pay: str | None) -> None:
    draft = Draft(title=title)
    add_titled(draft)
    assert (draft.title, draft.salary) == (title, pay)


def test_the_pay_that_the_feed_names_is_kept() -> None:
    draft = Draft(title="Cook $22/hr", salary_min="20")
    add_titled(draft)
    assert (draft.salary, draft.salary_min) == (None, "20")


def feed(*titles: str) -> list[str | None]:
    items = "".join(
        f"<item><title>{title}</title><link>https://x.example/jobs/{n}</link></item>" for n, title in enumerate(titles)
    )
    _, jobs = look(f"<rss><channel><title>Jobs</title>{items}</channel></rss>")
    return [job["company"] for job in jobs]


def test_a_name_after_at_is_the_employer_if_the_feed_has_that_habit() -> None:
    assert feed("Cook at Acme", "Baker at Globex", "Waiter") == ["Acme", "Globex", None]
    assert feed("Cook at Heathrow", "Baker", "Waiter", "Cook at Acme Ltd") == [None, None, None, "Acme Ltd"]
    assert feed("Cook at Acme (Bonn)", "Baker", "Waiter") == ["Acme", None, None]


def test_a_name_after_a_dash_is_the_employer_if_the_feed_has_that_habit() -> None:
    ways = ("Cook - University of Bonn", "Baker (m/w/d) - Brandt & Vogel", "Data Analyst - Fixed Term - Acme Ltd")
    assert feed(*ways) == ["University of Bonn", "Brandt & Vogel", "Acme Ltd"]
    assert feed("Cook - Kitchen", "Baker - Bakery", "Waiter - Service", "Clerk - Accounts") == [None] * 4
    assert feed(*ways, "Cook - Bonn, Germany", "Baker - Full time")[1] is None
    assert feed("Cook - Acme", "Baker - Acme") == [None, None]  # two are no habit


def test_a_name_before_a_colon_is_the_employer_and_not_part_of_the_title_if_the_feed_has_that_habit() -> None:
    titles = ("Lumen Labs: Baker", "Vik Hospital: Ward Nurse", "Brandt & Vogel: Head of Sales")
    items = "".join(
        f"<item><title>{t.replace('&', '&amp;')}</title><link>https://x.example/jobs/1</link></item>" for t in titles
    )
    _, jobs = look(f"<rss><channel><title>Jobs</title>{items}</channel></rss>")
    assert [(job["company"], job["title"]) for job in jobs] == [
        ("Lumen Labs", "Baker"),
        ("Vik Hospital", "Ward Nurse"),
        ("Brandt & Vogel", "Head of Sales"),
    ]
    assert feed("Night shift: Baker", "Kitchen: Cook", "Urgent: Waiter") == [None, None, None]


def test_names_that_the_texts_repeat_are_employers() -> None:
    def told(*names: str) -> list[str | None]:
        items = "".join(
            f"<item><title>Baker - {name}</title><link>https://x.example/jobs/{n}</link>"
            f"<description>{name} bakes. Apply now.</description></item>"
            for n, name in enumerate(names)
        )
        return [job["company"] for job in look(f"<rss><channel><title>Jobs</title>{items}</channel></rss>")[1]]

    assert told("Lumen Labs", "Acme", "Globex") == ["Lumen Labs", "Acme", "Globex"]


def test_departments_in_an_employers_own_feed_are_not_employers() -> None:
    titles = ("Lecturer - College of Arts", "Clerk - University Press", "Cook - College Kitchen")
    items = "".join(f"<item><title>{t}</title><link>https://x.example/jobs/1</link></item>" for t in titles)
    _, jobs = look(f"<rss><channel><title>Vacancies at Example University</title>{items}</channel></rss>")
    assert [job["company"] for job in jobs] == [None] * 3


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Associate (Leeds, England, GB, LS1 4AB)", "Leeds, England, GB, LS1 4AB"),
        ("Electrician (Tampa, FL, US, 33602)", "Tampa, FL, US, 33602"),
        ("Payroll Lead (Graz, AT, 8010)", "Graz, AT, 8010"),
        ("Data Engineer (Python, SQL)", None),
        ("Engineer (Docker, Kubernetes, IT)", None),
        ("Teacher (Grade 7)", None),
        ("Nurse (Band 5, Bath)", None),
    ],
)
def test_brackets_with_a_country_and_a_postcode_are_a_place(title: str, place: str | None) -> None:
    assert titled(title)[1] == place
