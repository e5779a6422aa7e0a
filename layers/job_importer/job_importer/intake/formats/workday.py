"""Workday-like dumps: `<wd:Report_Data><wd:Report_Entry>`, where a value may be an element's `wd:Descriptor`.

Source: Workday's reports as a service (https://community.workday.com, "Report-as-a-Service (RaaS)"); every customer
names the columns, so the names of `fields.aliases` are tried.
"""

from typing import Any

from job_importer.intake.fields.aliases import BASE, extend
from job_importer.intake.fields.field_names import slots_of
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.format import Candidate, Evidence, Fields, Format

ALIASES = extend(
    BASE,
    title="jobpostingtitle jobtitle title externaltitle",
    url="externaljobpostingurl externalurl joburl jobpostingurl externaljobpath",
    location="primarylocation primaryjobpostinglocation joblocation location",
    employment_type="timetype positiontimetype workersubtype",
    category="jobfamilygroup jobfamily",
    description="jobpostingdescription jobdescription externaljobdescription",
    posted="postedon jobpostingstartdate externaljobpostingstartdate postingstartdate startdate",
    expires="jobpostingenddate externaljobpostingenddate postingenddate enddate",
    remote="remotetype locationtype",
)


def recognises(evidence: Evidence) -> int:
    if evidence.syntax != "xml":
        return 0
    named = evidence.item == "reportentry" or any("workday" in uri for uri in evidence.namespaces)
    return 75 if named and "title" in slots_of(evidence.fields) else 0


def parse(raw: Fields) -> Fields:
    return {name: _described(value) for name, value in raw.items()}


def _described(value: Any) -> Any:
    if isinstance(value, dict) and "@descriptor" in value:
        return value["@descriptor"]
    return [_described(one) for one in value] if isinstance(value, list) else value


CANDIDATES = candidates(
    Candidate("jobRequisitionId", "jobrequisitionid"),
    Candidate("requisitionId", "requisitionid"),
    Candidate("jobPostingId", "jobpostingid"),
)
FORMAT = Format("workday", "xml", recognises, parse, adapter_for(ALIASES), CANDIDATES, CONTENT, DATES)
