"""How specifically a format matches: by the conditions of `words/publishers.txt`, and by what these cannot express."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from job_importer.intake import words
from job_importer.intake.fields.aliases import BASE
from job_importer.intake.fields.field_names import distinctive_fields, slot_of, slots_of
from job_importer.intake.fields.names import plain
from job_importer.intake.fields.nested import stated
from job_importer.intake.fields.rss import is_rss
from job_importer.intake.fields.values import text_of
from job_importer.intake.format import Evidence, Fields
from job_importer.intake.formats import shapes
from job_importer.intake.formats.paths import reader
from job_importer.intake.guard.articles import address_score, are_of_other_things, article_reason, has_job_fields
from job_importer.intake.json.layout import distinctive_name
from job_importer.intake.json.sniff import plain_name, slots
from job_importer.intake.words.forms import said
from job_importer.intake.xml.names import is_vocabulary

Entry = Mapping[str, list[str]]

SCORE = 90
OF_EMPTY = 2
TELLING = 2  # names that hardly occur outside of job advertisements
SUBSTANCE = frozenset(("company", "location", "city", "state", "employment_type", "salary", "description", "expires"))
SURE = 4  # if there are only titles and addresses: a list called "jobs" that leads to jobs
JOB_PAGE = 2  # a result of `guard.articles.address_score`
_JOB_CODE = re.compile(r"(?i)[?&]JobCode=\d")


def claim(name: str, entry: Entry, evidence: Evidence) -> int:
    if entry.get("base") == ["rss"] and name != "rss" and not is_rss(evidence):
        return 0
    if "empty" in entry and not evidence.samples:
        return OF_EMPTY if [".".join(evidence.path)] == entry["empty"] and evidence.root == "object" else 0
    score = int(entry.get("score", [SCORE])[0])
    if name in _CLAIMS and not (score := _CLAIMS[name](evidence)):
        return 0
    for line in {"is", "and"} & entry.keys():
        if not any(all(_holds(evidence, one) for one in several.split(" + ")) for several in entry[line]):
            return 0
    if evidence.has_any(*entry.get("not", ())) and not distinctive_fields(evidence.fields):
        return 0
    path = reader(entry["shows"][0], {}) if "shows" in entry else None
    return score if path is None or any(map(path, evidence.samples)) else 0


def _holds(evidence: Evidence, condition: str) -> bool:
    kind, _, wanted = condition.partition("=")
    match kind:
        case "item":
            return evidence.item == wanted
        case "root":
            return evidence.root == wanted
        case "root!":
            return evidence.root != wanted
        case "uri" if wanted == "own":
            return not all(map(is_vocabulary, evidence.namespaces))
        case "uri":
            return any(wanted in uri for uri in evidence.namespaces)
        case "link" if wanted:
            return wanted in evidence.about.get("link", "")
        case "slot":
            return wanted in slots_of(evidence.fields)
        case "of jobs":
            return has_job_fields(evidence)
    return evidence.has(condition)


def _rss(evidence: Evidence) -> int:
    if is_rss(evidence):
        return 10
    return int(evidence.root in ("rss", "rdf"))


def _higheredjobs(evidence: Evidence) -> int:
    links = [text_of(sample.get("link")) or "" for sample in evidence.samples]
    return 80 if links and all(map(_JOB_CODE.search, links)) else 0


def _weworkremotely(evidence: Evidence) -> int:
    titled = sum(": " in (text_of(sample.get("title")) or "") for sample in evidence.samples)
    return 80 if titled >= len(evidence.samples) / 2 else 0


def _jobs_xml(evidence: Evidence) -> int:
    if evidence.item not in words.names("elements", "jobs", "advertisements"):
        return 0
    known = slots_of(evidence.fields)
    told = evidence.has("beruf") or distinctive_fields(evidence.fields)
    surely = len(known) >= 3 and evidence.item in words.names("elements", "jobs")
    return 40 if "title" in known and (told or surely) else 0


def _generic(evidence: Evidence) -> int:
    if evidence.root in ("rss", "feed", "rdf"):
        return 0
    if not evidence.samples:
        return 1  # an empty list of something
    known = slots_of(evidence.fields)
    telling = "title" in known and len(known) >= 3 and len(distinctive_fields(evidence.fields)) >= TELLING
    whole = not are_of_other_things(set(evidence.fields)) and all(map(_is_whole, evidence.samples))
    return 5 if telling or (whole and not evidence.has("name")) else 0


def _csv(evidence: Evidence) -> int:
    if not evidence.samples:
        return int("title" in slots_of(map(plain, evidence.fields)))
    return _json(evidence)


def _json(evidence: Evidence) -> int:
    if not evidence.samples:
        return int(bool(evidence.path))  # an empty list of something
    samples = [*map(shapes.by_names, evidence.samples)]
    plainly = {plain_name(name) for name in evidence.fields}
    names = plainly.union(*samples)
    known = slots(names)
    if are_of_other_things(names):
        return 0
    leads = _lead_to_jobs(samples) or ("url" in known and _are_roles(samples))
    told = len(distinctive_fields(names)) + distinctive_name(evidence.path) + 2 * leads
    enough = told >= (TELLING if SUBSTANCE & known else SURE) and bool(SUBSTANCE & known or "title" in plainly)
    if "title" in known and len(known) >= 3 and enough:
        return 5
    return 5 if all(map(_is_whole, samples)) else 0


def _is_whole(item: Fields) -> bool:
    """Whether it has a title, a company, a place and an address: only jobs have all of these."""
    given = slots_of(name for name, value in item.items() if value)
    return {"title", "url", "company"} <= given and not given.isdisjoint(("location", "city"))


def _are_roles(samples: list[Fields]) -> bool:
    """Whether most titles name roles and none of the items is a person."""
    named = [(sample, name) for sample in samples for name in BASE.present(sample)["title"][:1]]
    titles = [stated(sample[name]) or "" for sample, name in named if name == "name" or "name" not in sample]
    roles = sum(said("role", title) is not None and said("article title", title) is None for title in titles)
    return 2 * roles > len(samples) and words.names("articles", "people").isdisjoint(
        {name for sample in samples for name in sample}
    )


def _lead_to_jobs(samples: list[Fields]) -> bool:
    """Whether the addresses of most items look like those of jobs."""
    links = ([text_of(value) for name, value in sample.items() if slot_of(name) == "url"] for sample in samples)
    return 2 * sum(any(link and address_score(link) >= JOB_PAGE for link in some) for some in links) > len(samples)


def _json_feed(evidence: Evidence) -> int:
    if not evidence.about.get("version", "").startswith("https://jsonfeed.org/version/"):
        return 0
    if not evidence.samples:
        return 3
    told = set().union(*map(shapes.json_feed, evidence.samples))
    return 60 if distinctive_fields(told) or article_reason(_as_rss(evidence)) is None else 0


def _as_rss(evidence: Evidence) -> Evidence:
    """The same evidence under RSS's names, which the check for articles expects."""
    samples = tuple(
        sample | {"link": sample.get("url"), "description": sample.get("content_html") or sample.get("content_text")}
        for sample in evidence.samples
    )
    return replace(evidence, samples=samples, about={**evidence.about, "link": evidence.about.get("home_page_url", "")})


_CLAIMS: Mapping[str, Callable[[Evidence], int]] = {
    "csv": _csv,
    "generic": _generic,
    "higheredjobs": _higheredjobs,
    "jobs_xml": _jobs_xml,
    "json": _json,
    "json_feed": _json_feed,
    "rss": _rss,
    "weworkremotely": _weworkremotely,
}
