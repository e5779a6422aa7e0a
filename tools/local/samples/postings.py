"""Invented job adverts, the same ones each time: what a newcomer's first import brings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ROLES = (
    ("Backend Engineer", "Engineering"),
    ("Data Analyst", "Data"),
    ("Pastry Chef", "Hospitality"),
    ("Payroll Specialist", "Finance"),
    ("Site Reliability Engineer", "Engineering"),
    ("Occupational Therapist", "Health"),
    ("Technical Writer", "Documentation"),
    ("Warehouse Lead", "Logistics"),
    ("Product Designer", "Design"),
    ("Customer Support Agent", "Support"),
    ("Bridge Inspector", "Civil Engineering"),
)
COMPANIES = (
    "Lanternfish",
    "Ostrich & Sons",
    "Quarry Lane Bakery",
    "Tidewater Health",
    "Bluebell Freight",
    "Numeral AG",
    "Fjällräven Väst",
)
PLACES = (
    ("Lisbon", "Lisboa", "PT"),
    ("Leeds", "West Yorkshire", "GB"),
    ("Toledo", "OH", "US"),
    ("Graz", "Steiermark", "AT"),
    ("Kraków", "Małopolska", "PL"),
)
DUTIES = (
    "plan the week with the people who do the work",
    "keep the records that the next shift relies on",
    "find out why something broke, and write it down",
    "teach two newcomers a year",
    "say early when a date cannot be met",
)
PERIODS = ("hour", "month", "year")
PAY = {"hour": (18, 31), "month": (2_400, 3_900), "year": (41_000, 68_000)}


@dataclass(frozen=True)
class Posting:
    number: int
    title: str
    company: str
    category: str
    city: str
    region: str
    country: str
    posted_at: datetime
    pay: tuple[int, int]
    period: str
    html: str

    @property
    def slug(self) -> str:
        words = "".join(c if c.isascii() and c.isalnum() else " " for c in self.title.lower())
        return f"{self.number}-{'-'.join(words.split())}"


def postings(first: int, count: int) -> Iterator[Posting]:
    """`count` adverts numbered from `first`; an advert depends on its number alone."""
    return (_posting(number) for number in range(first, first + count))


def _posting(number: int) -> Posting:
    role, category = ROLES[number % len(ROLES)]
    company = COMPANIES[number % len(COMPANIES)]
    city, region, country = PLACES[number % len(PLACES)]
    period = PERIODS[number % len(PERIODS)]
    return Posting(
        number=number,
        title=role,
        company=company,
        category=category,
        city=city,
        region=region,
        country=country,
        posted_at=datetime(2026, 11, 2, 8, tzinfo=UTC) - timedelta(hours=7 * (number % 90)),
        pay=PAY[period],
        period=period,
        html=_html(number, role, company, city),
    )


def _html(number: int, role: str, company: str, city: str) -> str:
    duties = [DUTIES[(number + step) % len(DUTIES)] for step in range(3)]
    listed = "".join(f"<li>You {duty}.</li>" for duty in duties)
    return (
        f"<p>{company} looks for a <strong>{role}</strong> in {city}. This is advert {number} of our own invention:"
        f" nobody will answer an application.</p><ul>{listed}</ul>"
        "<p>Tea, coffee &amp; a quiet room are provided.</p>"
    )
