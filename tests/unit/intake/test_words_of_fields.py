"""The data about the meaning of field names, and how names are composed of its words."""

import pytest

from job_importer.intake import words
from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.field_names import distinctive_fields, meaning_of, slot_of
from job_importer.intake.fields.known_names import SLOTS
from job_importer.intake.fields.names import plain


@pytest.mark.parametrize("slot", SLOTS)
def test_every_entry_of_the_data_means_what_its_section_says(slot: str) -> None:
    for entry in words.entries("field_names", slot):
        assert slot in meaning_of[plain(entry.strip("=*+"))].slots, entry


@pytest.mark.parametrize("section", words.sections("field_names"))
def test_no_entry_occurs_twice_in_a_line_of_the_data(section: str) -> None:
    for language, entries in words.sections("field_names")[section].items():
        names = [plain(entry.strip("=*+")) for entry in entries]
        assert sorted({name for name in names if names.count(name) > 1}) == [], language


@pytest.mark.parametrize(
    ("name", "slot"),
    [
        ("RecruiterName", "company"),
        ("LocationDescription", "location"),
        ("arrangement", "employment_type"),
        ("location_type", "remote"),
        ("work_mode", "remote"),
        ("advertUrl", "url"),
        ("jobAdvert", "description"),
        ("publishOn", "posted"),
        ("workingPatterns", "employment_type"),
        ("intitule-du-poste", "title"),
        ("localisation-du-poste", "location"),
        ("url-de-l-offre", "url"),
        ("date-de-mise-a-jour", "posted"),
        ("Date_parution", "posted"),
        ("Texte_offre", "description"),
        ("Texte_profil", "sections"),
        ("Salaire_affiche", "salary"),
        ("Libelle_lieu", "location"),
        ("location_ville", "city"),
        ("location_pays", "country"),
        ("first_activated_at", "posted"),
        ("job_time", "employment_type"),
        ("offsite-application-url", "url"),
        ("startPublicationDate", "posted"),
        ("ParentOrganizationName", "company"),
        ("job_offer_locations", "location"),
        ("ended_at", "expires"),
        ("description2", "description"),
        ("normalized_location", "location"),
        ("Stellenstandort", "location"),
        ("fecha-de-publicacion-de-la-oferta", "posted"),
        ("hourlyRateMin", "salary_min"),
        ("last_date_to_apply", "expires"),
    ],
)
def test_a_name_is_read_by_its_words_in_any_spelling(name: str, slot: str) -> None:
    assert slot_of(plain(name)) == slot


@pytest.mark.parametrize(
    "name",
    [
        *("contactName", "hiring_manager", "supervisorTitle", "company_url", "companyLogo", "logo_url", "categoryId"),
        *("companyId", "postedBy", "created_by", "numberOfPositions", "offreemploi", "job_start_date", "metaTitle"),
        *("contract_end_date", "blogtitle", "subtitle", "rating", "jobsite", "descriptionTitle", "company_location"),
    ],
)
def test_a_name_of_something_else_fills_no_slot(name: str) -> None:
    assert slot_of(plain(name)) is None


def test_a_word_for_work_in_an_unlisted_name_is_evidence_of_jobs() -> None:
    assert distinctive_fields(["vacancyheadline", "stellenort", "headline", "ort"]) == {"vacancyheadline", "stellenort"}
    assert distinctive_fields(["company", "salary"], surely=True) == {"salary"}


def test_a_page_of_the_job_is_preferred_to_a_way_to_apply_and_publication_to_creation_and_change() -> None:
    names = ["applicationurl", "externalurl", "vacancyapplylink", "updatedat", "creationdate", "datepublished"]
    assert BASE.present(names)["url"] == ("externalurl", "applicationurl", "vacancyapplylink")
    assert BASE.present(names)["posted"] == ("datepublished", "creationdate", "updatedat")


def test_what_a_format_prefers_is_tried_first() -> None:
    aliases = extend(BASE, title="headline name")
    assert aliases.present(["name", "title", "headline"])["title"] == ("headline", "name", "title")
