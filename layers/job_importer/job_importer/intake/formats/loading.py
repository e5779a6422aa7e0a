"""The formats of single publishers, from `words/publishers.txt`.

    is, and      alternatives, of which a document must fulfil one: conditions joined by "+". A condition is the name
                 of a field, item=, root=, uri= (part of a namespace), link= (part of the channel's), slot=, "of jobs"
    not          field names of other things, which count unless something is evidence of jobs
    shows        a path that must find something in one of the samples
    empty        the path of the empty list that identifies a document without items
    score        how specific the claim is (default: 90)
    base         json, xml, table, rss, atom: fields are read by their names. A slot's line then lists what is tried
                 before all names and, after "*", what is tried after them; a single name is merely preferred
    keys         fields that may identify the jobs, best first; <…>: an address; "~": the part that an expression finds
    content, dates   see `Format`
    address      an expression; its first group in the feed's address is {1}
    field n      a path; its value becomes the item's field n
    read slot    the meanings of its codes
    plain        its fields are no evidence of jobs, so the texts decide
    labels, named    for RSS: which labels in the text count, and whether titles may name the employer

Every other line is a slot of the draft, with alternatives in order of preference (see `formats.paths`).
"""

import re
from collections.abc import Callable, Container, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

from job_importer.intake import words
from job_importer.intake.fields import flat, labels, rss
from job_importer.intake.fields.aliases import BASE, Named, extend
from job_importer.intake.fields.field_names import meaning_of
from job_importer.intake.fields.names import plain
from job_importer.intake.fields.nested import MAX_PLACES, each, paragraphs, place_of
from job_importer.intake.fields.tenants import employer
from job_importer.intake.fields.values import text_of, texts_of
from job_importer.intake.format import (
    Adapter,
    Candidate,
    Candidates,
    DocumentFacts,
    Draft,
    Fields,
    Format,
    Parser,
    Syntax,
    Window,
)
from job_importer.intake.formats import shapes
from job_importer.intake.formats.claims import Entry, claim
from job_importer.intake.formats.paths import reader
from job_importer.intake.formats.rss_boards import FINISHES
from job_importer.intake.normalise.agreement import agreed
from job_importer.urls.parts import parts_of, site_of

_SYNTAXES: Mapping[str | None, Syntax] = {"table": "table", "xml": "xml", "rss": "xml", "atom": "xml"}  # else JSON
SLOTS = frozenset(Draft.__dataclass_fields__)
_RAW = frozenset(("remote", "salary_min", "salary_max", "posted", "expires"))
_NAME = re.compile(r"[\w:@-]+")


def formats() -> dict[str, Format]:
    return {name: _format(name, entry) for name, entry in words.sections("publishers").items()}


def _format(name: str, entry: Entry) -> Format:
    base = next(iter(entry.get("base", [])), None)
    syntax: Syntax = _SYNTAXES.get(base, "json")
    keys, sizes = tuple(map(_candidate, entry.get("keys", ()))), frozenset(map(int, entry.get("window sizes", ())))
    content: Container[str] = entry.get("content", ())
    if base is not None:
        keys = tuple(Candidate(key.name, plain(key.field), key.derive, key.is_url) for key in keys)
        content = Named(*flat.WHAT_AND_WHERE, more=tuple(entry.get("content", ())))
    candidates: Candidates = keys
    if base not in (None, "atom"):
        candidates = rss.candidates(*keys) if base == "rss" else flat.candidates(*keys)
    return Format(
        name,
        syntax,
        lambda evidence: claim(name, entry, evidence),
        _parser(name, base, entry),
        _direct(entry) if base is None else _by_names(name, base, entry),
        candidates,
        content,
        entry.get("dates", flat.DATES if base else ()),
        plain="plain" in entry,
        window=Window(", ".join(entry["window"]), sizes) if "window" in entry else None,
    )


def _candidate(key: str) -> Candidate:
    address = key.startswith("<")
    told, _, expression = key.strip("<>").partition(" ~ ")
    name, _, field = told.partition("=")
    return Candidate(name, field or name, _found_by(re.compile(expression)) if expression else None, address)


def _found_by(expression: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: found[1] if (found := expression.search(text)) else None


def _parser(name: str, base: str | None, entry: Entry) -> Parser:
    shape = shapes.SHAPES.get(name, shapes.by_names if base == "json" else flat.parse)
    fields = [
        (line.removeprefix("field "), reader(paths[0], {})) for line, paths in entry.items() if line[:6] == "field "
    ]
    if not fields:
        return shape
    return lambda raw: shape(raw) | {field: text_of(read(raw)) for field, read in fields}


def _known(entry: Entry, context: DocumentFacts) -> dict[str, str]:
    """Values that paths may use in addition to the item's fields."""
    found = next((re.search(one, unquote(context.feed_url or "")) for one in entry.get("address", ())), None)
    meanings = ((meaning_of[plain(name)], text) for name, text in context.about.items())
    hiring = (text for meaning, text in meanings if "company" in meaning.slots and meaning.tells)
    return {
        **{f"<{name}>": text for name, text in context.about.items()},
        "<hiring>": next(hiring, ""),
        **{f"?{name}": value for name, value in parse_qsl(parts_of(context.feed_url).query)},
        "<employer>": employer(context.about.get("title", "")) or "",
        "site": site_of(context.feed_url) or "",
        "1": found[1] if found else "",
    }


Slot = Callable[[Fields], Any]


def _slot(slot: str, paths: list[str], entry: Entry, known: Mapping[str, str]) -> Slot:
    """Returns a function that reads a slot from the first of these paths that finds anything."""
    readers, codes = [reader(path, known) for path in paths], _codes(slot, entry)

    def read(fields: Fields) -> Any:
        values = next(filter(None, (read(fields) for read in readers)), None)
        value = _filling(slot, values) if values else None
        return codes.get(str(value), value)

    return read


def _codes(slot: str, entry: Entry) -> dict[str, str]:
    pairs = (one.partition("=") for one in entry.get(f"read {slot}", ()))
    return {code: meaning for code, _, meaning in pairs}


def _filling(slot: str, values: list[Any]) -> Any:
    match slot:
        case "location":
            places = (place_of(one) or text_of(one) for one in values[:MAX_PLACES])
            return ("; ".join(dict.fromkeys(filter(None, places))),)
        case "country":  # a job in several countries has none
            return agreed(map(text_of, values))
        case "tags":
            return each(values)
        case "description":
            return paragraphs([*texts_of(values)])
    return values[0] if slot in _RAW and not isinstance(values[0], dict) else text_of(values)


def _direct(entry: Entry) -> Callable[[DocumentFacts], Adapter]:
    def bind(context: DocumentFacts) -> Adapter:
        known = _known(entry, context)
        slots = [(slot, _slot(slot, paths, entry, known)) for slot, paths in entry.items() if slot in SLOTS]

        def adapt(fields: Fields) -> Draft:
            draft = Draft()
            for slot, read in slots:
                if (value := read(fields)) is not None:
                    setattr(draft, slot, value)
            return draft

        return adapt

    return bind


def _by_names(name: str, base: str, entry: Entry) -> Callable[[DocumentFacts], Adapter]:
    slots = [(slot, *_in_parts(entry[slot])) for slot in entry if slot in SLOTS]
    on_rss = base in ("rss", "atom")
    aliases = extend(rss.ALIASES if on_rss else BASE, **{slot: " ".join(names) for slot, names, _, _ in slots})
    adapter = rss.adapter_for(aliases) if on_rss else flat.adapter_for(aliases)
    labelled = entry.get("labels")
    terms = labels.ALL if labelled == ["all"] else frozenset(labelled or ())

    def bind(context: DocumentFacts) -> Adapter:
        by_names, known = adapter(context), _known(entry, context)
        first = [(slot, _slot(slot, paths, entry, known)) for slot, _, paths, _ in slots if paths]
        last = [(slot, _slot(slot, paths, entry, known)) for slot, _, _, paths in slots if paths]
        finish = FINISHES[name](context) if name in FINISHES else None
        add_named = rss.namer(context) if "named" in entry else None
        codes = [(slot, told) for slot in SLOTS if (told := _codes(slot, entry))]

        def adapt(fields: Fields) -> Draft:
            draft = by_names(fields)
            if finish:
                draft = finish(draft, fields)
            for slot, read in first:
                setattr(draft, slot, read(fields) or getattr(draft, slot))
            for slot, read in last:
                setattr(draft, slot, getattr(draft, slot) or read(fields))
            for slot, told in codes:
                setattr(draft, slot, told.get(str(getattr(draft, slot)), getattr(draft, slot)))
            if terms:
                labels.add_labelled(draft, terms)
            if add_named:
                add_named(draft, fields)
            return draft

        return adapt

    return bind


def _in_parts(paths: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The preferred names; what is tried before all names; and, after the "*", what is tried after them."""
    at = paths.index("*") if "*" in paths else len(paths)
    names = [path for path in paths[:at] if _NAME.fullmatch(path)]
    return names, [path for path in paths[:at] if path not in names], paths[at + 1 :]
