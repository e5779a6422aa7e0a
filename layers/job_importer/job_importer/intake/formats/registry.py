"""All formats, and the choice among them."""

from job_importer.intake.format import Evidence, Format
from job_importer.intake.formats import (
    ashby,
    atom,
    bamboohr,
    bundesagentur,
    careerjet,
    comeet,
    generic,
    generic_json,
    greenhouse,
    hacker_news,
    higheredjobs,
    himalayas,
    himalayas_api,
    icims,
    indeed,
    job_listing,
    jobicy_api,
    jobs_xml,
    jooble,
    json_feed,
    justjoin,
    lever,
    linkedin,
    manatal,
    neogov,
    nofluffjobs,
    oracle,
    personio,
    personio_json,
    recruitee,
    remoteok,
    remotive,
    rss,
    rss_jobs,
    schema_org,
    smartrecruiters,
    successfactors,
    table,
    teamtailor,
    teamtailor_rss,
    usajobs,
    weworkremotely,
    workable,
    workday,
    workday_cxs,
)

_MODULES = (
    *(job_listing, weworkremotely, higheredjobs, neogov, himalayas, teamtailor_rss, rss_jobs, rss, atom),
    *(indeed, linkedin, jooble, careerjet, personio, workday, successfactors, jobs_xml, generic),
    *(greenhouse, lever, recruitee, jobicy_api, remoteok, schema_org, smartrecruiters, personio_json, ashby),
    *(workable, bamboohr, workday_cxs, teamtailor, usajobs, comeet, oracle, bundesagentur, hacker_news, json_feed),
    *(remotive, himalayas_api, icims, manatal, justjoin, nofluffjobs, generic_json, table),
)
FORMATS: tuple[Format, ...] = tuple(module.FORMAT for module in _MODULES)


def by_name(name: str) -> Format | None:
    return next((format for format in FORMATS if format.name == name.lower()), None)


def recognise(evidence: Evidence) -> Format | None:
    """The format with the most specific claim; None if none claims the document."""
    claims = [(format.recognises(evidence), format) for format in FORMATS if format.syntax == evidence.syntax]
    claim, format = max(claims, key=lambda pair: pair[0], default=(0, None))
    return format if claim else None
