"""An unknown JSON list of jobs, read by the names of its fields as `formats.generic` reads XML; the last resort.

No source: it is believed only where names occur that hardly anything but an advertisement for a job has.
"""

from collections.abc import Iterator
from typing import Any

from job_importer.intake.fields.aliases import BASE
from job_importer.intake.fields.field_names import slot_of, slots_of, telling
from job_importer.intake.fields.flat import CONTENT, DATES, adapter_for, candidates
from job_importer.intake.fields.flatten import dates_apart, flatten
from job_importer.intake.fields.values import as_list, text_of
from job_importer.intake.format import Evidence, Fields, Format
from job_importer.intake.formats import generic
from job_importer.intake.guard.articles import address_score, are_of_other_things
from job_importer.intake.json.layout import telling_name
from job_importer.intake.json.sniff import plain_name, slots

SUBSTANCE = frozenset(("company", "location", "city", "state", "employment_type", "salary", "description", "expires"))
ESSENTIAL = ("title", "url", "id", "company")
SURE = 4  # where nothing but titles and addresses is given: a list called "jobs" that leads to jobs
JOB_PAGE = 2  # as `guard.articles.address_score` has it


def recognises(evidence: Evidence) -> int:
    if not evidence.samples:
        return int(bool(evidence.path))  # an empty list of something
    samples = [*map(parse, evidence.samples)]
    plainly = {plain_name(name) for name in evidence.fields}
    names = plainly.union(*samples)
    known = slots(names)
    if are_of_other_things(names):
        return 0
    told = len(telling(names)) + telling_name(evidence.path) + 2 * _lead_to_jobs(samples)
    needed = generic.TELLING if SUBSTANCE & known else SURE if "title" in plainly else None
    if "title" in known and len(known) >= 3 and needed is not None and told >= needed:
        return 5
    return 5 if all(map(_is_whole, samples)) else 0


def _is_whole(item: Fields) -> bool:
    """Whether it says what, for whom and where, and leads to a page: nothing else does, whatever its names are."""
    given = slots_of(name for name, value in item.items() if value)
    return {"title", "url", "company"} <= given and not given.isdisjoint(("location", "city"))


def _lead_to_jobs(samples: list[Fields]) -> bool:
    """Whether the addresses of most items are those of jobs."""
    links = (_links(sample) for sample in samples)
    return 2 * sum(any(address_score(link) >= JOB_PAGE for link in several) for several in links) > len(samples)


def _links(sample: Fields) -> Iterator[str]:
    return (text for name, value in sample.items() if slot_of(name) == "url" and (text := text_of(value)))


def parse(raw: Fields) -> Fields:
    """Names as the table of aliases spells them, at every level; groups opened where an essential field is in one."""
    fields = dates_apart({name: value for name, value in _renamed(raw).items() if not _is_ids(name, value)})
    given = slots_of(name for name, value in fields.items() if value)
    if "company" not in given and isinstance(sources := fields.get("source"), list):
        fields["sourcename"] = sources  # ReliefWeb's word for who publishes; a single source is where a job was found
    return fields if given.issuperset(ESSENTIAL) and given & {"location", "city"} else flatten(fields)


def _is_given(name: str, value: Any) -> bool:
    """Some software writes false for a field that is empty."""
    return value is not False or slot_of(name) in (None, "remote")


_CALLED = frozenset(("company", "location", "category", "employment_type", "tags"))


def _is_ids(name: str, value: Any) -> bool:
    """`"category": 12`, `"job-types": [5]`, `"workplaceType": 1`: numbers of records or options, and no names."""
    slot = slot_of(name)
    if slot not in _CALLED and not (slot == "remote" and name.endswith("type")):
        return False
    return value is not None and value != [] and all(type(one) is int for one in as_list(value))


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(inner) for name, inner in value.items() if _is_given(key := plain_name(name), inner)}
    return [_renamed(one) for one in value] if isinstance(value, list) else value


FORMAT = Format("json", "json", recognises, parse, adapter_for(BASE), candidates(), CONTENT, DATES)
