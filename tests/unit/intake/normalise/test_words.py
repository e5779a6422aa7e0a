"""Place, employment type, remote work, language, tags and addresses."""

import pytest

from job_importer.intake.normalise.countries import country_code
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.language import language_tag
from job_importer.intake.normalise.place import country_of_place, join_place
from job_importer.intake.normalise.remote import remote
from job_importer.intake.normalise.text import tag_list
from job_importer.urls.normalise import clean_url, strip_tracking


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("Oslo", None, " ", "Norway"), "Oslo, Norway"),
        (("Berlin", "Berlin", "Germany"), "Berlin, Germany"),
        (("Oslo, Norway", "norway"), "Oslo, Norway"),
        (("Oslo ,Bergen",), "Oslo, Bergen"),
        (("London, , GB",), "London, GB"),
        (("\u26b2 Anywhere in US",), "Anywhere in US"),
        (("\U0001f30f Worldwide",), "Worldwide"),
        (("\U0001f1e9\U0001f1ea Bonn", "\U0001f4cd Ulm"), "\U0001f1e9\U0001f1ea Bonn, Ulm"),
        ((None,), None),
    ],
)
def test_a_place_has_each_of_its_parts_once(parts: tuple[str | None, ...], expected: str | None) -> None:
    assert join_place(*parts) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        *(
            ("us", "US"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("United States of America", "US"),
            ("🇺🇸 United States", "US"),
        ),
        *(
            ("UK", "GB"),
            ("England", "GB"),
            ("Deutschland", "DE"),
            ("DEU", "DE"),
            ("Cote d'Ivoire", "CI"),
            ("日本", "JP"),
        ),
        *(
            ("The Netherlands", "NL"),
            ("U.A.E.", "AE"),
            ("DE, Germany", "DE"),
            ("US - United States", "US"),
            ("België/Belgique", "BE"),
            ("Germany, Austria", None),
            ("Korea, Republic of", "KR"),
            ("US-CA", "US"),
            ("N/A", None),
            ("NA", None),
            ("Congo", None),
            ("Worldwide", None),
            ("xx", None),
            (None, None),
        ),
        *(
            ("Saksa", "DE"),
            ("Česká republika", "CZ"),
            ("Rakousko", "AT"),
            ("Németország", "DE"),
            ("Storbritannia", "GB"),
            ("EUA", "US"),
            ("Беларусь", "BY"),
        ),
    ],
)
def test_a_certain_country_gets_its_code(value: str | None, code: str | None) -> None:
    assert country_code(value) == code


@pytest.mark.parametrize(
    ("place", "code"),
    [
        *(("Paris, France", "FR"), ("Georgia, US", "US"), ("Miami, FL, US, 33101", "US"), ("London, GB", "GB")),
        *(("Remote - United States", "US"), ("US Remote", "US"), ("Remote (US)", "US"), ("USA Only", "US")),
        *(("US-CA-San Diego", "US"), ("Germany-Bavaria-Munich", "DE"), ("Oslo, Norway; Bergen, Norway", "NO")),
        *(("Paris, TX", None), ("Toronto, CA", None), ("Remote (CA)", None), ("Wilmington, DE, 19801", None)),
        *(("Georgia", None), ("Granada", None), ("Peru, Indiana", None), ("Guinea-Bissau", "GW")),
        *(("Valletta (Malta)", "MT"), ("Doha - Qatar", "QA"), ("الرياض، السعودية", "SA"), ("北京市, 中国", "CN")),
        *(("Qatar - Doha", "QA"), ("UK - Ireland", None), ("Athens (Georgia)", None)),
        *(("Berlin, Germany; Paris, France", None), ("", None), (None, None)),
        *(("Conshohocken, PA United States of America", "US"), ("Galway Ireland", "IE"), ("London, GBR", "GB")),
        *(("United States, Missouri, Saint Joseph", "US"), ("US, CA, Santa Clara", "US"), ("USA.VA.Reston", "US")),
        *(("Milano, IT", "IT"), ("Milano, MI", None), ("Newark, DE", None), ("Recife, PE", None), ("Bern, BE", None)),
        *(("Graz, AT, 8010", "AT"), ("Berlin, DE, 10115", None), ("Mexico City, MX, 11250", "MX")),
        *(("Leeds, England, GB, LS1 4AB", "GB"), ("München, Bayern, DE", "DE"), ("Ontario, CA", None)),
        *(("Paris, Île-de-France, France", "FR"), ("Stoke-on-Trent", None), ("Grande Bretagne", "GB")),
        *(("Paris, Texas", "US"), ("Bengaluru, Karnataka", "IN"), ("Georgia, Atlanta", None), ("Peru, IL", None)),
        *(("New England", None), ("Port of Spain", None), ("Rue de France", None), ("Victoria", None)),
        *(("Wien, AT", "AT"), ("São Paulo, BR", "BR"), ("Ulm, BW, DE, 89073", "DE"), ("Hollywood, LA, CA", None)),
        *(("DE-80331 München", "DE"), ("A-1010 Wien", "AT"), ("CA-90210 Beverly Hills", None), ("XX-1010 Wien", None)),
        *(("USA: Austin", "US"), ("New South Wales", None), ("Anywhere in the US", "US"), ("Remote | Poland", "PL")),
        *(("Remote | Poland | Spain", None), ("Curitiba, PR, BR", "BR"), ("Toronto, ON, CA", "CA")),
    ],
)
def test_a_place_gives_a_country_if_no_other_is_possible(place: str | None, code: str | None) -> None:
    assert country_of_place(place) == code


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(
            (v, "full_time")
            for v in ("fulltime", "FULL_TIME", "Full-Time", "Vollzeit", "Temps plein", "Full-time, Permanent")
        ),
        *((v, "part_time") for v in ("part time", "PART_TIME", "Teilzeit", "deeltijd")),
        *((v, "contract") for v in ("contractor", "Freelance", "Contract", "Full-time contract")),
        *(
            (v, "temporary")
            for v in (
                "temporary",
                "befristet",
                "Fixed-term contract",
                "Fixed-Term/Contract",
                "Seasonal",
                "Tempo determinato",
            )
        ),
        *((v, "internship") for v in ("Praktikum", "stage", "INTERN", "intern full-or-part-time")),
        *(
            (v, "full_time")
            for v in ("Completa", "Teljes munkaidős", "Полная занятость", "全职", "正社員", "دوام كامل")
        ),
        *(
            (v, "part_time")
            for v in ("Parcial", "Osa-aikainen", "Meio período", "Nebenjob", "Yarı zamanlı", "アルバイト・パート")
        ),
        *((v, "internship") for v in ("Apprendistato", "Duales Studium")),
        *((v, "temporary") for v in ("Uitzendkracht", "Contrat à durée déterminée", "Umowa na czas określony")),
        *((v, "full_time") for v in ("Kokoaikatyö", "F/T", "Полный день", "Pilna slodze", "Πλήρης απασχόληση")),
        *((v, "part_time") for v in ("Osa-aikatyö", "P/T", "Zkrácený úvazek", "Mi-temps", "538-Euro-Job", "Pół etatu")),
        *((v, "internship") for v in ("Lehrstelle", "Elevplads", "Harjoittelu", "Beca", "Stáž", "Lærling")),
        *((v, "temporary") for v in ("Midlertidig", "Kesätyö", "Somministrazione", "Praca tymczasowa")),
        *(("Freie Mitarbeit", "contract"), ("PJ", "contract"), ("Employment contract", None)),
        *(("PER_DIEM", "per_diem"), ("VOLUNTEER", "volunteer"), ("Other", "other")),
        *(
            (v, None)
            for v in ("permanent", "Fest\u00adanstellung", "full-or-part-time", "Full Time, Contract", "Regular", None)
        ),
        *((v, None) for v in ("Permanent contract", "Vast contract", "onbepaalde tijd", "Tempo indeterminato")),
    ],
)
def test_a_certain_employment_type_is_recognised(value: str | None, expected: str | None) -> None:
    assert employment_type(value) == expected


@pytest.mark.parametrize(
    ("flag", "evidence", "expected"),
    [
        *(("1", "", True), ("true", "", True), (True, "", True), ("Fully remote", "", True), ("TELECOMMUTE", "", True)),
        *(("0", "Remote", False), ("no", "", False), ("onsite", "", False), ("hybrid", "", False)),
        *((None, "Remote", True), (None, "Anywhere in the World", True), (None, "Work from home", True)),
        *(
            ("unspecified", "Remote - US", True),
            (None, "Berlin", None),
            (None, "Not remote", False),
            (None, None, None),
        ),
        *((v, "", False) for v in ("no remote", "Remote: no", "Kein Homeoffice", "Pas de télétravail", "partial")),
        *(
            (None, v, None)
            for v in ("Remote-controlled crane", "Remote sensing", "Temporarily remote", "COVID-19 remote")
        ),
        *((None, v, False) for v in ("2 days remote", "Remote (2 days)", "Télétravail partiel", "No telework")),
        *((v, "", False) for v in ("Híbrido", "Ibrido", "Hybrydowa", "Stacjonarna", "50% remote", "In presenza")),
        *((v, "", True) for v in ("100% remote", "På distans", "Hjemmekontor", "Práce z domova", "kyllä", "ano")),
        *((v, "", False) for v in ("ei", "nej", "nei", "ne")),
        *((None, "Hybrid remote in Oslo", False), (None, "Remote or hybrid", None)),
    ],
)
def test_remote_needs_evidence(flag: str | bool | None, evidence: str | None, expected: bool | None) -> None:
    assert remote(flag, evidence) is expected


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("en", "en"),
        ("en_US.UTF-8", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("English", "en"),
        ("deu", "de"),
        ("tbd", None),
    ],
)
def test_a_language_becomes_its_tag(value: str, tag: str | None) -> None:
    assert language_tag(value) == tag


def test_tags_are_split_cleaned_and_kept_once_in_order() -> None:
    assert tag_list("Go, go;R&amp;D | <b>SQL</b>,") == ["Go", "R&D", "SQL"]
    assert tag_list(["Sales, EU", "Sales, EU", None, 3]) == ["Sales, EU"]
    assert len(tag_list(",".join(map(str, range(500))))) == 100


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("https://x.example/a?b=1", "https://x.example/a?b=1"),
        (" <![CDATA[https://x.example/a b?c=1&amp;d=2]]> ", "https://x.example/a%20b?c=1&d=2"),
        ("www.x.example/a", "https://www.x.example/a"),
        ("jobs.example/en/1", "https://jobs.example/en/1"),
        ("//x.example/a", "https://x.example/a"),
        ("https://bücher.example/ü", "https://bücher.example/ü"),
        ("/jobs/1", "https://base.example/jobs/1"),
        ("job.php?id=1", "https://base.example/feed/job.php?id=1"),
        *((bad, None) for bad in ("javascript:x()", "mailto:a@x.example", "http://[::1", "https:///a", "", None)),
    ],
)
def test_a_url_is_absolute_or_nothing(value: str | None, url: str | None) -> None:
    assert clean_url(value, "https://base.example/feed/") == url


def test_an_email_address_is_not_a_url() -> None:
    assert clean_url("jobs@x.example", "https://x.example/feed") is None


@pytest.mark.parametrize("base", ["https://user:secret@x.example/a/feed?key=secret", "https://x.example/a/feed#part"])
@pytest.mark.parametrize(("value", "url"), [("b/1.html", "/a/b/1.html"), ("/b?c=1", "/b?c=1"), ("?c=1", "/a/feed?c=1")])
def test_a_relative_address_takes_no_credentials_or_key_from_its_feed(base: str, value: str, url: str) -> None:
    assert clean_url(value, base) == f"https://x.example{url}"


def test_tracking_is_stripped_but_parameters_that_identify_a_job_are_not() -> None:
    url = "https://x.example/j;jsessionid=0A?ref=4711&b=2&utm_source=f&a=1&source=feed&gclid=z#top"
    assert strip_tracking(url) == "https://x.example/j?a=1&b=2&ref=4711#top"
