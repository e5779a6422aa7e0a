"""The Indeed family: `<source>` with `<job>` elements, with or without `<jobs>` around them.

Source: https://docs.indeed.com/indeed-apply/xml-feed (referencenumber, requisitionid, date, url, company, city,
state, country, postalcode, salary, jobtype, category, remotetype, expirationdate …). Its relatives differ in names
alone: ZipRecruiter (https://www.ziprecruiter.com/partner/documentation), Talent.com
(https://www.talent.com/integrations), Appcast (https://support.appcast.io) and Trovit (`<trovit><ad>`,
https://help.thribee.com).
"""

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.field_names import telling
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.format import Candidate, Evidence, Format

ALIASES = extend(
    BASE,
    title="title",
    url="url",
    company="company",
    posted="date dateposted postedat",
    expires="expirationdate",
    employment_type="jobtype",
    remote="remotetype remote",
)
ROOTS = ("source", "trovit")
CANDIDATES = candidates(Candidate("referencenumber", "referencenumber"), Candidate("jobreference", "jobreference"))


FOR_SALE = ("price", "propertytype", "rooms", "make", "mileage")


def recognises(evidence: Evidence) -> int:
    if evidence.syntax != "xml" or evidence.root not in ROOTS or _is_for_sale(evidence):
        return 0
    return 60 if evidence.item in ("job", "ad", "position", "") else 0


def _is_for_sale(evidence: Evidence) -> bool:
    """Trovit's feeds of homes and cars have the same form."""
    return evidence.has_any(*FOR_SALE) and not telling(evidence.fields)


FORMAT = Format("indeed", "xml", recognises, parse, adapter_for(ALIASES), CANDIDATES, CONTENT, DATES)
