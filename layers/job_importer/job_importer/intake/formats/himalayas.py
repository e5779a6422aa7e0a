"""Himalayas: RSS 2.0 whose `himalayasJobs:` prefix may be undeclared, and whose items may have two guids.

Source: https://himalayas.app/rss (companyName, locationRestriction, expiryDate, minSalary …).
"""

from job_importer.intake.fields.aliases import Named, extend
from job_importer.intake.fields.flat import DATES, WHAT_AND_WHERE, adapter_for
from job_importer.intake.fields.flat import parse as parse
from job_importer.intake.fields.labels import TERMS, add_labelled
from job_importer.intake.fields.rss import CANDIDATES, RSS_ALIASES, add_categories, is_rss
from job_importer.intake.fields.values import texts_of
from job_importer.intake.format import Adapter, Context, Draft, Evidence, Fields, Format

flat_adapter = adapter_for(extend(RSS_ALIASES, company="companyname", expires="expirydate"))


def recognises(evidence: Evidence) -> int:
    if not is_rss(evidence):
        return 0
    named = "himalayas.app" in evidence.about.get("link", "") or any("himalayas" in uri for uri in evidence.namespaces)
    return 80 if evidence.has("companyname") and (named or evidence.has_any("locationrestriction")) else 0


def adapter(context: Context) -> Adapter:
    flat = flat_adapter(context)

    def adapt(fields: Fields) -> Draft:
        draft = flat(fields)
        draft.location = ("; ".join(texts_of(fields.get("locationrestriction"))), *draft.location)
        add_categories(draft, fields.get("category"))
        draft.remote = "true"  # the board lists nothing else
        add_labelled(draft, TERMS)
        return draft

    return adapt


FORMAT = Format(
    "himalayas",
    "xml",
    recognises,
    parse,
    adapter,
    CANDIDATES,
    Named(*WHAT_AND_WHERE, more=("locationrestriction",)),
    DATES,
)
