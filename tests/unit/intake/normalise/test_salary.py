from typing import Any

import pytest

from job_importer.intake.normalise.salary import parse_salary


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$90K - $110K", (90_000, 110_000, None, None)),
        ("€4500,- en €6000,-", (4_500, 6_000, "EUR", None)),
        ("£100,000 - £120,000", (100_000, 120_000, "GBP", None)),
        ("Up to $75,000/year", (None, 75_000, None, "year")),
        ("From £20k", (20_000, None, "GBP", None)),
        ("Salary starts at: £20,000", (20_000, None, "GBP", None)),
        ("£20,000+", (20_000, None, "GBP", None)),
        ("£20,000 + pension", (20_000, 20_000, "GBP", None)),
        ("De 500€ à 1700€ par mois", (500, 1_700, "EUR", "month")),
        ("$28/hr", (28, 28, None, "hour")),
        ("$28/hr - $35/hr", (28, 35, None, "hour")),
        ("15.009 – 16.075 EUR", (15_009, 16_075, "EUR", None)),
        ("€ 3.500,00 bis 4.200,50 monatlich", (3_500, 4_200.5, "EUR", "month")),
        ("5 000 – 7 000 zł brutto / mies.", (5_000, 7_000, "PLN", "month")),
        ("CHF 120'000 p.a.", (120_000, 120_000, "CHF", "year")),
        ("₹12,00,000", (1_200_000, 1_200_000, "INR", None)),
        ("€60-80k", (60_000, 80_000, "EUR", None)),
        ("USD 135000", (135_000, 135_000, "USD", None)),
        ("$120k–$150k USD", (120_000, 150_000, "USD", None)),
        ("US$50 an hour, 40 hours per week, 401k", (50, 50, "USD", "hour")),
        ("£34,000 (Band 7)", (34_000, 34_000, "GBP", None)),
        ("90000-110000", (90_000, 110_000, None, None)),
        ("ab 3.200 Euro brutto im Monat", (3_200, None, "EUR", "month")),
        ("Stundenlohn: 15,50 EUR", (15.5, 15.5, "EUR", "hour")),
        ("40 Std./Woche, 3.000 €", (3_000, 3_000, "EUR", None)),
        ("Kr. 35.000 - 40.000 pr. md.", (35_000, 40_000, None, "month")),
        ("€ 25.000 - € 30.000 annui", (25_000, 30_000, "EUR", "year")),
        ("R15 000 - R20 000 pm", (15_000, 20_000, None, "month")),
        ("£12.50ph", (12.5, 12.5, "GBP", "hour")),
        ("£40,000 p/a", (40_000, 40_000, "GBP", "year")),
        ("$22.00 Hour", (22, 22, None, "hour")),
        ("kr. 35.000,- pr. md.", (35_000, 35_000, None, "month")),
        ("A partir de 1.800€/mes", (1_800, None, "EUR", "month")),
        ("Desde 24.000€ hasta 30.000€ brutos/año", (24_000, 30_000, "EUR", "year")),
        ("Taux horaire : 11,88€", (11.88, 11.88, "EUR", "hour")),
        ("mind. EUR 2.200,- brutto", (2_200, None, "EUR", None)),
        ("od 35 000 Kč měsíčně", (35_000, None, "CZK", "month")),
        ("150 Kč/hod", (150, 150, "CZK", "hour")),
        ("2800–3200 euroa kuukaudessa", (2_800, 3_200, "EUR", "month")),
        ("40 000–50 000 kr/mån", (40_000, 50_000, None, "month")),
        ("min 3000 max 4000 EUR", (3_000, 4_000, "EUR", None)),
        ("Min: €3000 - Max: €4000", (3_000, 4_000, "EUR", None)),
        ("Jahresbrutto 55.000 €", (55_000, 55_000, "EUR", "year")),
        ("45.000 € inkl. 13. Monatsgehalt", (45_000, 45_000, "EUR", None)),
        ("1.200 € mes", (1_200, 1_200, "EUR", "month")),
        ("₹ 5 LPA", (500_000, 500_000, "INR", "year")),
        ("5 - 8 LPA", (500_000, 800_000, None, "year")),
        ("Rs. 25,000 per month", (25_000, 25_000, None, "month")),
        ("R25 000 - R30 000", (25_000, 30_000, None, None)),
        ("US $50,000", (50_000, 50_000, "USD", None)),
        ("от 100 000 до 150 000 руб.", (100_000, 150_000, "RUB", None)),
        ("> $100k", (100_000, None, None, None)),
        ("$5,000 sign-on bonus, $25/hr", (25, 25, None, "hour")),
        ("DKK 40.000 pr. måned", (40_000, 40_000, "DKK", "month")),
        ("月給 220,000円〜280,000円", (220_000, 280_000, "JPY", "month")),
        ("年収500万円", (5_000_000, 5_000_000, "JPY", "year")),
        ("時給1,200円以上", (1_200, None, "JPY", "hour")),
        ("月薪8000-12000元", (8_000, 12_000, None, "month")),
        ("연봉 4,000만원", (40_000_000, 40_000_000, "KRW", "year")),
        ("6000 ريال", (6_000, 6_000, None, None)),
        ("Rp 5.000.000 - Rp 7.000.000", (5_000_000, 7_000_000, "IDR", None)),
        ("35 000 Kč/měsíc", (35_000, 35_000, "CZK", "month")),
        ("15000-20000元/月", (15_000, 20_000, None, "month")),
        ("15.000.000 - 20.000.000 VND/tháng", (15_000_000, 20_000_000, "VND", "month")),
        ("£20,000 and more", (20_000, 20_000, "GBP", None)),
        ("¥400万～¥600万", (4_000_000, 6_000_000, None, None)),
        ("24.000€ - 28.000€ brutos anuales", (24_000, 28_000, "EUR", "year")),
        ("RAL 25.000 - 30.000", (25_000, 30_000, None, None)),
        ("Mindestgehalt EUR 2.300,00 brutto (14x jährlich)", (2_300, None, "EUR", None)),
        ("kr 500 000", (500_000, 500_000, None, None)),
        *(
            (words, (None, None, None, None))
            for words in (
                "0",
                "N/A",
                "Competitive",
                "Grade 7",
                "40 hours per week",
                "10% bonus",
                "$2,000 retention bonus",
            )
        ),
    ],
)
def test_a_salary_text_gives_numbers_currency_and_period_if_stated(text: str, expected: tuple[Any, ...]) -> None:
    salary = parse_salary(text)
    assert salary is not None
    assert (salary["min"], salary["max"], salary["currency"], salary["period"]) == expected
    assert salary["text"] == text


def test_fields_win_over_the_text_and_the_text_is_kept() -> None:
    salary = parse_salary("Good pay", minimum="$90K", maximum=110_000, currency="usd", period="annually")
    assert salary == {"min": 90_000, "max": 110_000, "currency": "USD", "period": "year", "text": "Good pay"}


def test_the_fields_are_quoted_if_there_is_no_text() -> None:
    salary = parse_salary(None, minimum="65", maximum="85.5", currency="USD", period="Hour")
    assert salary == {"min": 65, "max": 85.5, "currency": "USD", "period": "hour", "text": "65 - 85.5 USD Hour"}


def test_fields_may_state_the_period() -> None:
    salary = parse_salary(None, minimum="£20k", maximum="£25k p.a.")
    assert salary is not None
    assert (salary["min"], salary["max"], salary["currency"], salary["period"]) == (20_000, 25_000, "GBP", "year")


@pytest.mark.parametrize("zero", [0, "0", "0.00", "-1", 1e-78, None, "", "N/A"])
def test_zeros_without_a_text_are_no_salary(zero: object) -> None:
    assert parse_salary(None, minimum=zero, maximum=zero, currency="USD", period="year") is None


def test_fields_in_the_wrong_order_are_swapped() -> None:
    salary = parse_salary(None, minimum=200, maximum=100)
    assert salary is not None
    assert (salary["min"], salary["max"]) == (100, 200)


@pytest.mark.parametrize(
    ("text", "ends", "period", "rest"),
    [
        ("$96,100 + super + monthly day off", (96_100, 96_100), None, "! Our office is at the lake, with hybrid work."),
        (
            "$96,100 - $114, 150 + monthly day off",
            (96_100, 114_150),
            None,
            " Hybrid work model at the lake",
        ),
        ("$74,900.40 p.a + 12% superannuation", (74_900.4, 74_900.4), "year", "Location: Corporate Centre at the lake"),
        ("$101, 800.50 + 12% super", (101_800.5, 101_800.5), None, ""),
        ("$45 an hour + annual bonus", (45, 45), "hour", ""),
        ("$45,000 + annual bonus", (45_000, 45_000), None, ""),
        ("Annual salary $45,000", (45_000, 45_000), "year", ""),
        (
            "35.000 Euro brutto im Jahr plus ein Dienstwagen, den es ab dem ersten Tag gibt",
            (35_000, 35_000),
            "year",
            "",
        ),
    ],
)
def test_text_after_the_pay_is_neither_its_period_nor_part_of_it(
    text: str, ends: tuple[float, float], period: str | None, rest: str
) -> None:
    found = parse_salary(text + rest)
    assert found is not None
    assert ((found["min"], found["max"]), found["period"], found["text"]) == (ends, period, text)
