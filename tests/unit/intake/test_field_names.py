"""Fields in no known format, plain or nested, with the names that publishers in many countries use."""

import json
from typing import Any

import pytest

from job_importer.intake.fields.field_names import is_of_jobs
from tests.support.previewing import fields, look

PLAIN = {"id": "1", "title": "Baker", "company": "Acme", "url": "https://x.example/1"}


def read(xml: str, **plain: str) -> dict[str, Any]:
    """The only job of a feed with these fields (None leaves one out) and this XML beside them."""
    kept = {name: value for name, value in (PLAIN | plain).items() if value}
    (job,) = look(f"<jobs><job>{fields(**kept)}{xml}</job></jobs>")[1]
    return job


@pytest.mark.parametrize(
    "names",
    [
        "job_id job_title job_company job_location job_salary job_url job_posted job_description",
        "anzeigennummer titel firma ort gehalt url veroeffentlichungsdatum beschreibung",
        "reference intitule entreprise ville salaire lien date_publication description_poste",
        "id_oferta titulo empresa ciudad salario url_oferta fecha_publicacion descripcion",
        "vacaturenummer functietitel bedrijf plaats salaris link publicatiedatum functieomschrijving",
        "codice titolo azienda citta retribuzione link data_pubblicazione descrizione",
        "numer_referencyjny stanowisko pracodawca miasto wynagrodzenie link data_publikacji opis",
        "codigo cargo empresa cidade remuneracao link data_publicacao descricao",
        "annons_id headline arbetsgivare arbetsort wage webpage_url publiceringsdatum beskrivning",
        "referencia titulo_vaga empresa cidade faixa_salarial url_vaga data_publicacao descricao_vaga",
        "referencia puesto empresa poblacion salario_ofrecido enlace_oferta fecha_alta descripcion_oferta",
        "ilmoitusnumero otsikko työnantaja sijainti palkka linkki julkaistu kuvaus",
        "kód název zaměstnavatel město mzda odkaz zveřejněno popis_práce",
        "jobid titel virksomhed by løn link oprettet jobtekst",
        "annonse_id tittel arbeidsgiver sted lønn lenke publisert stillingstekst",
        "référence intitulé société localité rémunération url_annonce date_mise_en_ligne texte_annonce",
        "Job_x0020_Ref Job_x0020_Title Company_x0020_Name Location Pay_x0020_Range Link Posted Job_x0020_Text",
        "INSERATID BERUF FIRMA ORT VERGÜTUNG DIREKT_URL veröffentlicht_am TEXT",
        "contestNumber jobOpeningName organization primaryLocation payRange redirectUrl releasedDate overview",
    ],
    ids=[
        "prefixed",
        "German",
        "French",
        "Spanish",
        "Dutch",
        "Italian",
        "Polish",
        "Portuguese",
        "Swedish",
        "Brazilian",
        "Castilian",
        "Finnish",
        "Czech",
        "Danish",
        "Norwegian",
        "accented",
        "exported",
        "Swiss",
        "American",
    ],
)
def test_a_job_is_read_by_the_names_of_its_fields_in_many_languages(names: str) -> None:
    values = ["K-1", "Baker", "Acme", "Bonn", "€ 2.800 monatlich", "https://x.example/1", "2026-10-01", "Bread."]
    item = "".join(f"<{name}>{value}</{name}>" for name, value in zip(names.split(), values, strict=True))
    report, (job,) = look(f"<export><anzeige>{item}</anzeige></export>")
    assert report["identity"] == names.split()[0]
    assert (job["title"], job["company"], job["location"]) == ("Baker", "Acme", "Bonn")
    assert (job["salary"]["min"], job["salary"]["period"]) == (2_800, "month")
    assert (job["url"], job["posted_at"]) == ("https://x.example/1", "2026-10-01T00:00:00Z")
    assert job["description_text"] == "Bread."


@pytest.mark.parametrize(
    ("xml", "field", "expected"),
    [
        ("<company><id>77</id><name>Acme Ltd</name><website>x.example</website></company>", "company", "Acme Ltd"),
        ("<function><id>food</id><label>Food</label></function>", "category", "Food"),
        ("<category>Food</category><category>Service</category>", "category", "Food, Service"),
        ("<categories><category>Food</category><category>Service</category></categories>", "category", "Food, Service"),
        (
            "<location><city>Bonn</city><countryCode>DE</countryCode><country>Germany</country></location>",
            "location",
            "Bonn, Germany",
        ),
        (
            "<location><id>5</id><address><city>Bonn</city><country>DE</country></address></location>",
            "location",
            "Bonn, DE",
        ),
        (
            "<arbeitsort><plz>53111</plz><ort>Bonn</ort><bundesland>NRW</bundesland><land>Deutschland</land></arbeitsort>",
            "location",
            "Bonn, NRW, Deutschland",
        ),
        ("<location><name>Bonn</name><country>Germany</country></location>", "location", "Bonn, Germany"),
        ("<location><id>5</id><name>Bonn</name><street>Markt 1</street></location>", "location", "Bonn"),
        (
            "<location>Bonn</location><city>Bonn</city><state>NRW</state><country>DE</country>",
            "location",
            "Bonn, NRW, DE",
        ),
        ("<city>Madrid</city><region>Comunidad de Madrid</region>", "location", "Madrid, Comunidad de Madrid"),
        ("<arbeitsorte><ort>Bonn</ort><ort>Ulm</ort></arbeitsorte>", "location", "Bonn; Ulm"),
        ("<city>Bath</city><area>Somerset</area>", "location", "Bath, Somerset"),
        ("<city>San Francisco</city><location>SF, CA</location>", "location", "SF, CA"),
        ("<city>Lima</city><country>Peru</country><address>1 Hill Road</address>", "location", "Lima, Peru"),
        (
            "<locations><l><locality>Bonn</locality><country>DE</country></l><l><city>Ulm</city><country>DE</country></l>"
            "</locations>",
            "country",
            "DE",
        ),
        ("<location><city>Bonn</city><is_remote>true</is_remote></location>", "remote", True),
        ("<location><city>Bonn</city><remote>false</remote></location>", "remote", False),
        (
            "<locations><l><city>Bonn</city><remote>true</remote></l><l><city>Ulm</city><remote>false</remote></l></locations>",
            "remote",
            None,
        ),
        (
            "<locations><place><city>Bonn</city></place><place><city>Ulm</city></place></locations>",
            "location",
            "Bonn; Ulm",
        ),
        ("<location><city>Bonn</city><country>DE</country></location>", "country", "DE"),
        (
            "<contract_type>permanent</contract_type><contract_time>full_time</contract_time>",
            "employment_type",
            "full_time",
        ),
        ("<contract_type>contract</contract_type><hours>40</hours>", "employment_type_text", "contract"),
        ("<job_type>Permanent</job_type><job_status>Full time</job_status>", "employment_type", "full_time"),
        ("<type_contrat>CDI</type_contrat><temps_travail>Temps plein</temps_travail>", "employment_type", "full_time"),
        ("<contract><type>Permanent</type><hours>Full time</hours></contract>", "employment_type", "full_time"),
        ("<omfattning>Heltid</omfattning>", "employment_type", "full_time"),
        ("<employmentTypeLabel>Full time</employmentTypeLabel>", "employment_type", "full_time"),
        ("<applicationDeadlineDate>2026-12-01</applicationDeadlineDate>", "expires_at", "2026-12-01T00:00:00Z"),
        ('<place country="DE">Bonn</place>', "country", "DE"),
        ('<place country="DE">Bonn</place>', "location", "Bonn"),
        ("<type>external</type>", "employment_type_text", None),
        ("<type>external</type><employment_types>Full time</employment_types>", "employment_type", "full_time"),
        ("<hours>37.5</hours>", "employment_type_text", None),
        ("<salary>N/A</salary>", "salary", None),
        ("<home_office>Sim</home_office>", "remote", True),
        ("<rubrik>Food</rubrik>", "category", "Food"),
        ("<salary>0.00</salary><salary_min>0</salary_min>", "salary", None),
        (
            '<description lang="en">Bake</description><description lang="de">Backen</description>',
            "description_text",
            "Bake",
        ),
        ("<start_date>2026-12-01</start_date>", "posted_at", None),
        (
            "<start_date>2026-10-01</start_date><end_date>2026-12-01</end_date>",
            "posted_at",
            "2026-10-01T00:00:00Z",
        ),
        ("<date>2026-10-01</date><job_start_date>2026-09-01</job_start_date>", "posted_at", "2026-10-01T00:00:00Z"),
        ("<skills><skill><name>Rye</name><level>3</level></skill></skills>", "tags", ["Rye"]),
        ("<jobtype>FULL_TIME</jobtype><jobtype>PART_TIME</jobtype>", "employment_type", None),
        ("<jobtype>permanent</jobtype><jobtype>Vollzeit</jobtype>", "employment_type", "full_time"),
        ("<remoteStatus>hybrid</remoteStatus>", "remote", False),
        (
            "<jobAd><one><title>You</title><text>Bake.</text></one><two><title>We</title><text>Eat.</text></two></jobAd>",
            "description_text",
            "You\n\nBake.\n\nWe\n\nEat.",
        ),
        (
            "<tasks>Bake.</tasks><profile>You.</profile><we_offer>Bread.</we_offer>",
            "description_text",
            "Bake.\n\nYou.\n\nBread.",
        ),
        ("<profile>You.</profile><tasks>Bake.</tasks>", "description_text", "You.\n\nBake."),
        (
            "<description><text>Bake</text><text_formatted>&lt;p&gt;Bake&lt;/p&gt;</text_formatted></description>",
            "description_text",
            "Bake",
        ),
        (
            "<description>&lt;b&gt;Bake&lt;/b&gt;</description><benefits>Bread</benefits>",
            "description_text",
            "Bake\n\nBread",
        ),
        (
            "<description>&amp;lt;p&amp;gt;Bake&amp;lt;/p&amp;gt;</description><benefits>Bread</benefits>",
            "description_text",
            "Bake\n\nBread",
        ),
    ],
)
def test_a_nested_or_repeated_field_is_read_as_a_whole(xml: str, field: str, expected: object) -> None:
    plain = {"company": ""} if field == "company" else {}
    assert read(xml, **plain)[field] == expected


@pytest.mark.parametrize(
    "xml",
    [
        "<salary><salary_min>20</salary_min><salary_max>30</salary_max><CompensationType>Per Hour</CompensationType>"
        "<currency>USD</currency></salary>",
        "<compensation_min>20</compensation_min><compensation_max>30</compensation_max>"
        "<compensation_currency>USD</compensation_currency><compensation_timeframe>hourly</compensation_timeframe>",
        "<salary currency='USD' period='hour'><min>20</min><max>30</max></salary>",
        "<salary><min_salary>20</min_salary><max_salary>30</max_salary><currency>USD</currency>"
        "<interval>hour</interval></salary>",
        "<salary><currency>USD</currency><value><minValue>20</minValue><maxValue>30</maxValue><unitText>HOUR</unitText></value>"
        "</salary>",
        "<pay><currency>USD</currency><salary_range><min>20</min><max>30</max></salary_range><period>hourly</period></pay>",
        '<salary><from currency="USD">20</from><to currency="USD">30</to><unit>hour</unit></salary>',
        "<salaryRangeMin>20</salaryRangeMin><salaryRangeMax>30</salaryRangeMax><currency>USD</currency><per>hour</per>",
        '<pay amount="20 - 30" currency="USD" period="hour"/>',
        '<salary min="20" max="30" currency="USD" per="hour"/>',
        "<salary><range>USD 20 - 30 per hour</range></salary>",
    ],
)
def test_pay_is_read_from_a_group_of_fields_or_from_separate_fields(xml: str) -> None:
    salary = read(xml)["salary"]
    assert (salary["min"], salary["max"], salary["currency"], salary["period"]) == (20, 30, "USD", "hour")
    assert "20" in salary["text"]
    assert "30" in salary["text"]


@pytest.mark.parametrize(
    ("xml", "url"),
    [
        ("<guid>https://x.example/1</guid>", "https://x.example/1"),
        ("<guid>4711</guid>", None),
        ("<guid>4711 at https://x.example</guid>", None),
        ("<url>baker-bonn</url>", None),
        ("<url>/jobs/1</url>", "https://feeds.example.org/jobs/1"),
        ("<url>jobs.html</url>", "https://feeds.example.org/jobs.html"),
        ("<url>?id=1</url>", "https://feeds.example.org/xml?id=1"),
    ],
)
def test_a_name_or_a_number_does_not_become_an_address(xml: str, url: str | None) -> None:
    assert read(xml, url="")["url"] == url


def test_the_page_among_several_ways_to_apply_is_the_address() -> None:
    ways = "<apply><emailto>jobs@x.example</emailto>{}</apply>"
    assert read(ways.format("<url>https://x.example/1</url>"), url="")["url"] == "https://x.example/1"
    assert read(ways.format(""), url="")["url"] is None


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<hourly_rate>18.50</hourly_rate><currency>GBP</currency>", (18.5, 18.5, "GBP", "hour")),
        ("<annualSalary>£45,000 - £50,000</annualSalary>", (45_000, 50_000, "GBP", "year")),
        ("<day_rate_min>300</day_rate_min><day_rate_max>350</day_rate_max>", (300, 350, None, "day")),
        ('<salary Type="HourlyRate" Min="45" Max="55"/>', (45, 55, None, "hour")),
        ("<max_hourly_rate>30</max_hourly_rate>", (None, 30, None, "hour")),
        ("<Stundenlohn>ab 16,20 €</Stundenlohn>", (16.2, None, "EUR", "hour")),
        ("<annual_salary></annual_salary><salary>£12 per hour</salary>", (12, 12, "GBP", "hour")),
        (
            "<annual_salary_min>60000</annual_salary_min><salary_period>month</salary_period>",
            (60_000, None, None, "month"),
        ),
    ],
)
def test_a_field_name_may_state_the_period_of_pay(xml: str, expected: tuple[object, ...]) -> None:
    salary = read(xml)["salary"]
    assert (salary["min"], salary["max"], salary["currency"], salary["period"]) == expected


def test_a_classification_is_read_by_its_name() -> None:
    named = {"Location": "Perth", "Work Type": "Casual", "Category": "Driving"}
    job = read(
        "<classes>"
        + "".join(f'<Classification name="{k}">{v}</Classification>' for k, v in named.items())
        + "</classes>"
    )
    assert (job["location"], job["employment_type"], job["category"]) == ("Perth", "temporary", "Driving")


@pytest.mark.parametrize(
    "names", ["bewerbungslink vertragsart", "odkaz místo_práce uvazek", "linkki hakuaika_päättyy työpaikkakunta"]
)
def test_words_for_work_are_evidence_of_jobs_in_many_languages(names: str) -> None:
    address, *more = names.split()
    item = fields(id="1", titel="Baker", **{address: "https://x.example/1"}, **dict.fromkeys(more, "x"))
    (job,) = look(f"<export><satz>{item}</satz></export>")[1]
    assert (job["title"], job["url"]) == ("Baker", "https://x.example/1")


NESTED = {
    "German": "arbeitgeber:name arbeitsort:ort+bundesland+land verguetung:von+bis+waehrung+zeitraum Stunde",
    "French": "entreprise:nom lieu:ville+departement+pays salaire:minimum+maximum+devise+periode heure",
    "Spanish": "empresa:nombre ubicacion:ciudad+provincia+pais salario:minimo+maximo+moneda+periodo hora",
    "Italian": "azienda:nome sede:comune+provincia+nazione retribuzione:da+a+valuta+periodo ora",
    "Dutch": "bedrijf:naam locatie:gemeente+provincie+land salaris:van+tot+valuta+periode uur",
    "Polish": "pracodawca:nazwa lokalizacja:miejscowosc+wojewodztwo+kraj wynagrodzenie:od+do+waluta+okres godzina",
    "Danish": "arbejdsgiver:navn arbejdssted:by+kommune+land løn:fra+til+valuta+enhed time",
    "Finnish": "tyonantaja:nimi sijainti:kunta+maakunta+maa palkka:min+max+valuutta+jakso tunti",
    "Czech": "zaměstnavatel:název místo_práce:obec+kraj+stát mzda:od+do+měna+období hodina",
    "Portuguese": "empresa:nome localizacao:cidade+estado+pais salario:minimo+maximo+moeda+periodo hora",
}


@pytest.mark.parametrize("language", NESTED)
def test_groups_are_read_by_the_names_of_their_fields_in_many_languages(language: str) -> None:
    *groups, hour = NESTED[language].split()
    values = [["Acme"], ["Aa", "Bb", "Peru"], ["15", "20", "EUR", hour]]
    xml = ""
    for (name, _, inner), given in zip((group.partition(":") for group in groups), values, strict=True):
        xml += f"<{name}><id>5</id>{fields(**dict(zip(inner.split('+'), given, strict=True)))}</{name}>"
    job = read(xml, company="")
    assert job["company"] == "Acme"
    assert (job["location"].replace("Bb, ", ""), job["country"]) == ("Aa, Peru", "PE")
    salary = job["salary"]
    assert (salary["min"], salary["max"], salary["currency"], salary["period"]) == (15, 20, "EUR", "hour")


@pytest.mark.parametrize("attribute", ["xml:lang", "lang", "Language"])
def test_a_language_attribute_decides_the_order_of_dates(attribute: str) -> None:
    item = fields(id="1", title="Boulanger", url="https://x.example/1", date="03/04/2026")
    (job,) = look(f'<jobs><job {attribute}="fr-FR">{item}</job></jobs>')[1]
    assert (job["language"], job["posted_at"]) == ("fr-FR", "2026-04-03T00:00:00Z")


def test_a_name_that_is_also_an_english_word_is_read_in_its_own_language() -> None:
    assert read("<location>Bonn</location><by>J. Doe</by><stat>open</stat>")["location"] == "Bonn"
    assert read("<by>Odense</by><postnr>5000</postnr>")["location"] == "Odense"


def test_a_polish_name_for_a_state_is_a_czech_name_for_a_region() -> None:
    polish = read("<miasto>Lublin</miasto><kraj>Polska</kraj>")
    czech = read("<mesto>Brno</mesto><kraj>Jihomoravský</kraj><stát>Česká republika</stát>")
    assert (polish["location"], polish["country"]) == ("Lublin, Polska", "PL")
    assert (czech["location"], czech["country"]) == ("Brno, Jihomoravský, Česká republika", "CZ")


@pytest.mark.parametrize(("more", "posted"), [("", None), ("<enddatum>2026-12-01</enddatum>", "2026-10-01T00:00:00Z")])
def test_a_start_date_is_a_publication_date_only_beside_an_end_date(more: str, posted: str | None) -> None:
    assert read(f"<startdatum>2026-10-01</startdatum>{more}")["posted_at"] == posted


def test_a_headline_used_as_title_is_not_also_the_category() -> None:
    assert read("<rubrik>Baker</rubrik>", title="")["category"] is None


def test_the_letters_of_careerjet_mean_kinds_of_work() -> None:
    job = fields(title="Baker", url="https://x.example/1", contract_type="p", working_hours="f")
    report, (read,) = look(f"<jobs><job>{job}</job></jobs>")
    assert (report["format"], read["employment_type"]) == ("careerjet", "full_time")
    assert read["employment_type_text"] == "permanent full-time"


@pytest.mark.parametrize(
    ("given", "field", "expected"),
    [
        ({"job_posted_at_datetime_utc": "2026-10-09T08:53:20.000Z"}, "posted_at", "2026-10-09T08:53:20Z"),
        ({"date": "2026-10-01T10:00:00", "date_gmt": "2026-10-01T08:00:00"}, "posted_at", "2026-10-01T08:00:00Z"),
        ({"createdDate": "2026-10-01", "startDate": "2027-01-01"}, "posted_at", "2026-10-01T00:00:00Z"),
        ({"postingExpirationDate": "2026-12-01"}, "expires_at", "2026-12-01T00:00:00Z"),
        (
            {"displayUrl": "https://x.example/show/1", "url": None, "applyUrl": "https://x.example/apply/1"},
            "url",
            "show",
        ),
        ({"url": "https://api.x.example/1", "alternate_url": "https://x.example/job/1"}, "url", "x.example/job/1"),
        ({"employmentTypes": [{"id": 7, "employmentType": "Full Time"}]}, "employment_type_text", "Full Time"),
        ({"categories": [{"id": 1, "category": "Food"}]}, "category", "Food"),
        ({"company": {"id": "1", "description": "Acme"}}, "company", "Acme"),
        ({"address": {"block": "1", "street": "Main", "postalCode": "2"}, "location": None}, "location", None),
        ({"salary": {"minimum": 9, "type": {"id": 4, "salaryType": "Monthly"}}}, "salary", "month"),
        ({"salary": {"from": 9, "currency": "RUR"}}, "salary", "RUB"),
        ({"workplaceTypes": ["Remote", "Hybrid"]}, "remote", None),
        ({"workplaceTypes": ["Remote"]}, "remote", True),
        ({"salary": [30000, 40000], "salary_period": "year"}, "salary", "year"),
        (
            {"compensation": {"salary": {"min": {"amount": 9, "currency": "EUR"}, "interval": "HOURLY"}}},
            "salary",
            "EUR",
        ),
        ({"tags": '["python", "c"]'}, "tags", ["python", "c"]),
        ({"company": "https://acme.example", "company_name": "Acme"}, "company", "Acme"),
        ({"category": 12, "department": "Bakery"}, "category", "Bakery"),
        ({"url": "mailto:jobs@x.example", "apply_url": "https://x.example/apply"}, "url", "x.example/apply"),
        ({"location": None, "countries": ["Germany", "Austria"]}, "location", "Germany; Austria"),
        ({"hiringDepartment": "Bakery"}, "category", "Bakery"),
        ({"job-categories": [5, 7]}, "category", None),
        ({"job-types": [2], "type": "job_listing"}, "employment_type_text", None),
        ({"jobLocationType": 1}, "remote", None),
        ({"jobLocationType": "TELECOMMUTE"}, "remote", True),
        ({"remote": 1}, "remote", True),
        ({"salary": {"ratePer": "Hour", "rateLow": 40, "rateHigh": 50, "currency": "AUD"}}, "salary", "hour"),
    ],
)
def test_a_field_of_json_feed_is_read_by_its_name(given: Any, field: str, expected: Any) -> None:
    (job,) = look(json.dumps({"jobs": [PLAIN | {"location": "Bonn"} | given]}))[1]
    found = (job["salary"]["currency"], job["salary"]["period"]) if field == "salary" else job[field]
    assert expected in found if field in ("salary", "url") else found == expected


@pytest.mark.parametrize(
    "document",
    [
        [{"type": "paragraph", "children": [{"text": "We "}, {"text": "<bake>", "bold": True}]}],
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "We <bake>"}]}]},
        {
            "nodeType": "document",
            "data": {},
            "content": [
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "We <bake>", "marks": []}]}
            ],
        },
    ],
    ids=["Slate", "ProseMirror", "Contentful"],
)
def test_a_description_may_be_a_rich_text_document(document: Any) -> None:
    (job,) = look(json.dumps({"jobs": [PLAIN | {"location": "Bonn", "description": document}]}))[1]
    assert (job["description_html"], job["description_text"]) == ("<p>We &lt;bake&gt;</p>", "We <bake>")


@pytest.mark.parametrize(
    ("name", "of_jobs"),
    [
        *(("vacancylist", True), ("jobaddetails", True), ("stellenanzeigen", True), ("offresemploi", True)),
        *(("jobcategories", False), ("jobtitles", False), ("worklist", False), ("jobseekers", False), ("", False)),
    ],
)
def test_the_words_of_its_name_make_a_list_one_of_jobs(name: str, of_jobs: bool) -> None:
    assert is_of_jobs(name) is of_jobs
