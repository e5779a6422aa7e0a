"""Oracle Recruiting Cloud: `{"items": [{"requisitionList": [{"Id", "Title", "PrimaryLocation", …}]}]}`.

Source: https://docs.oracle.com/en/cloud/saas/human-resources/farws/ ("Recruiting CE Job Requisitions", GET
/hcmRestApi/resources/latest/recruitingCEJobRequisitions?finder=findReqs;siteNumber={site}). There is no address in it:
jobs are at https://{host}/hcmUI/CandidateExperience/{language}/sites/{site}/job/{Id}. The company is not named.
"""

import re
from urllib.parse import unquote

from job_importer.intake.fields.feed_url import site_of
from job_importer.intake.fields.nested import paragraphs
from job_importer.intake.fields.values import as_list, child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

_SITE = re.compile(r"siteNumber=([\w.-]+)")
_BODY = ("ShortDescriptionStr", "ExternalResponsibilitiesStr", "ExternalQualificationsStr")


def recognises(evidence: Evidence) -> int:
    return 90 if evidence.has("Id", "Title") and evidence.has_any("PrimaryLocation", "PrimaryLocationCountry") else 0


def parse(raw: Fields) -> Fields:
    """The first place is a field, the others are records."""
    others = [text_of(child(one, "Name")) for one in as_list(raw.get("secondaryLocations"))]
    places = [text_of(raw.get("PrimaryLocation")), *others]
    texts = [text for name in _BODY if (text := text_of(raw.get(name)))]
    return raw | {"places": "; ".join(dict.fromkeys(filter(None, places))), "several": any(others), "texts": texts}


def adapter(context: Context) -> Adapter:
    pages = _pages(context.feed_url)

    def adapt(fields: Fields) -> Draft:
        number = text_of(fields.get("Id"))
        return Draft(
            title=text_of(fields.get("Title")),
            location=(fields["places"],),
            country=None if fields["several"] else text_of(fields.get("PrimaryLocationCountry")),
            remote=text_of(fields.get("WorkplaceType")) or text_of(fields.get("WorkplaceTypeCode")),
            employment_type=text_of(fields.get("ContractType")) or text_of(fields.get("JobSchedule")),
            category=text_of(fields.get("JobFunction")) or text_of(fields.get("JobFamily")),
            url=f"{pages}/{number}" if pages and number else None,
            description=paragraphs(fields["texts"]),
            posted=fields.get("PostedDate"),
            expires=fields.get("PostingEndDate"),
            language=text_of(fields.get("Language")),
        )

    return adapt


def _pages(feed_url: str | None) -> str | None:
    host, site = site_of(feed_url), _SITE.search(unquote(feed_url or ""))
    return f"{host}/hcmUI/CandidateExperience/en/sites/{site[1]}/job" if host and site else None


FORMAT = Format(
    "oracle",
    "json",
    recognises,
    parse,
    adapter,
    (Candidate("Id", "Id"),),
    ("Title", "PrimaryLocation"),
    ("PostedDate", "PostingEndDate"),
)
