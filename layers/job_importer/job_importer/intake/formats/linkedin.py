"""LinkedIn's job wrapping feed: `<source><job>` with partnerJobId and applyUrl.

Source: https://learn.microsoft.com/en-us/linkedin/talent/job-postings/xml-feeds-development-guide (salaries with
lowEnd and highEnd, workplaceTypes, jobtype, experienceLevel, jobFunctions; industryCodes are numbers and mean nothing
to a reader).
"""

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.values import child, text_of
from job_importer.intake.format import Adapter, Candidate, Context, Draft, Evidence, Fields, Format

ALIASES = extend(
    BASE,
    url="applyurl",
    remote="workplacetypes",
    posted="listdate postedat",
    expires="expirationdate expireat",
    category="jobfunctions",
)
flat_adapter = adapter_for(ALIASES)


def recognises(evidence: Evidence) -> int:
    return 80 if evidence.syntax == "xml" and evidence.has("partnerjobid") else 0


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        salary = child(fields.get("salaries"), "salary") or fields.get("salary")
        low, high = child(salary, "lowend"), child(salary, "highend")
        if low or high:
            draft.salary = None
            draft.salary_min, draft.salary_max = text_of(child(low, "amount")), text_of(child(high, "amount"))
            draft.salary_currency = text_of(child(low, "currencycode")) or text_of(child(high, "currencycode"))
            draft.salary_period = text_of(child(salary, "period"))
        return draft

    return adapt


CANDIDATES = candidates(Candidate("partnerJobId", "partnerjobid"))
FORMAT = Format("linkedin", "xml", recognises, parse, adapter, CANDIDATES, CONTENT, DATES)
