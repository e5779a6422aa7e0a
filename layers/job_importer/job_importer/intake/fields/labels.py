"""Reads facts from labelled lines of a description ("Salary: …"), for formats without fields for them."""

import re
from collections.abc import Container, Iterator, Mapping
from itertools import islice

from job_importer.intake import words
from job_importer.intake.fields.employers import is_certain
from job_importer.intake.format import Draft
from job_importer.intake.normalise.characters import decode_once
from job_importer.intake.normalise.employment import employment_type
from job_importer.intake.normalise.place import ends_in_country
from job_importer.intake.words.forms import said

HEAD = 10_000  # characters in which such lines are searched for
LONGEST_NAME = 100  # of a company, a place, a category: longer text is a sentence

ALL = frozenset(words.sections("labels"))
_LABELS: Mapping[str, str] = {
    label: slot for slot in words.sections("labels") for label in words.entries("labels", slot)
}

_OUTSIDE_TAGS = "(?![^<>]{0,200}>)"  # a colon in a tag (a style, an address) introduces nothing
_COLON = re.compile(f":{_OUTSIDE_TAGS}")  # searching for one character is several times as fast as for two
_WIDE_COLON = re.compile(f"[:：]{_OUTSIDE_TAGS}")
LONGEST_LABEL = 40
MAX_COLONS = 300  # in HEAD; a text with more is hostile
MAX_TAGS = 8  # between a label and its colon
LONGEST_LINE = 1_000
LONGEST_TAIL = 4  # words of a category that ends a line of several labels: more belong to a sentence after it
_LINE_STARTS = (">", "\n", "|", "•", "·")
_LINE_END = re.compile(r"(?i)<br\s*/?>|</?(?:p|li|div|tr|ul|ol|h[1-6]|dl|table)\b[^>]*>|<dt\b|</dd>|[\r\n]|\s[|•·]\s")
_TAG = re.compile(r"<[^>]*>")
_DAY = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d_]{3,9}\.?,?\s+\d{4}|[^\W\d_]{3,9}\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d-\d\d"
    r"|(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?![\d/-])"
)
_PREDICATE = re.compile(r"(?i:we|wir|nous|our|unser\w*|notre|is|are|somos|siamo|jesteśmy)\s+[a-zà-ÿ]")
_HOUR = re.compile(r"(?i)\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\.?,?\s+(?:on\s+)?(?:[a-z]+day,?\s+)?")
_WORDS = re.compile(r"[^\W\d_]{5,}|\(")
# `re` compiles these on first use: they are long, and most feeds need none.
# A further label on the same line: "Location: Leeds. Salary: £25,000"
_ANY_LABEL = "|".join(map(re.escape, sorted(_LABELS, key=len, reverse=True)))
_NEXT = rf"(?i)(?:^|[.;,]?\s+)(?:[-–/] )?(?=[^\W\d_])(?!(?-i:[a-zà-ÿ]))({_ANY_LABEL})(?:\(s\))?\s?[:：]"
_UNKNOWN = re.compile(r"\s[A-ZÀ-Þ][\w/]+\s?:\s")  # an unknown label; its first words may belong to the place
_SENTENCE = re.compile(
    r"(?i)(?<=[^\W\d_]{3})(?<!\b(?:inc|ltd|llc))(?<!\b(?:corp|dept|prof|univ))\.\s+(?-i:(?=[A-ZÀ-Þ]))"
)
_CELLS = rf"(?i)<td\b[^<>]*>\s*(?:<(?:p|b|strong)>)*({_ANY_LABEL})\s*(?:</(?:p|b|strong)>)*\s*</td>\s*<td\b[^<>]*>"
# Labels with markup of their own, which need no colon: Drupal's fields, lists of terms, tables
_FIELD = (
    r"(?i)<(?:[^<>]*\bfield(?:-|__)label\b[^<>]*|(?:dt|th)\b[^<>]*)>\s*([^<>:]{1,60}?)\s*:?(?:&nbsp;|\s)*"
    r"(?:</?[a-z][^<>]*>\s*)+(?=[^<\s])"
)


_BRACKETED = re.compile(r"[【\[［]([^】\]］<>\n]{2,20})[】\]］]\s*")


def _with_colon(found: re.Match[str]) -> str:
    """ "【勤務地】東京" is Japanese for "Place of work: Tokyo"; other words in brackets stay."""
    return f"\n{found[1]}: " if found[1].lower() in _LABELS else found[0]


def add_labelled(draft: Draft, slots: Container[str] = ALL) -> None:
    """Fills empty slots of the draft from labelled lines. The first line of each kind counts."""
    if not draft.description:
        return
    text = draft.description[:HEAD]
    if "company" in slots:  # formats with fields of their own have no such fields and tables
        text = _with_colons(text)
    if not text.isascii():
        text = _BRACKETED.sub(_with_colon, text)
    if ":" in text or "：" in text:
        found: dict[str, str] = {}
        for slot, value in _labelled(text):
            if value and slot in slots:
                found.setdefault(slot, value)
        _fill(draft, found)
        if found and "company" in slots and draft.company is None:
            draft.company = _employer_line(text)
    if "location" in slots and not any(draft.location) and (place := _place_line(text)):
        draft.location = (place,)


_NAME = r"[^\W\d_a-z][\w'’.-]*(?: (?:[^\W\d_a-z][\w'’.-]*|of|the|de|del|di|la|le|am|upon|sur)){0,4}"
_PLACE = re.compile(rf"\s*(?:<(?:p|div|strong|b)>)*({_NAME}(?:, {_NAME}){{1,3}})\s*[\n<]")


def _place_line(text: str) -> str | None:
    """The first line, if it is nothing but a place with its country."""
    found = _PLACE.match(text)
    return found[1] if found and ends_in_country(found[1]) and not said("role", found[1]) else None


_FIRST_LINE = re.compile(r"(?i)\s*(?:<(?:p|div|strong|b)>)*([^\n<>.:;!?]{4,100})(?:</\w+>|\s)*(?:<br\s*/?>|\n|<p>)")


def _employer_line(text: str) -> str | None:
    """The first line, if it is nothing but an employer (and perhaps its department) and labelled lines follow."""
    found = _FIRST_LINE.match(text)
    name = found[1].split(" - ")[0].strip() if found else ""
    capital = all(word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in name.split())
    return name if capital and is_certain(name) and " at " not in name and not said("role", name) else None


def _with_colons(text: str) -> str:
    if "&lt;" in text:
        text = decode_once(text)
    if "</td>" in text:
        text = re.sub(_CELLS, r"<p>\1: ", text)
    if "</dt" in text or "</th" in text or "field-label" in text or "field__label" in text:
        return re.sub(_FIELD, r"<p>\1: ", text)
    return text


def _fill(draft: Draft, found: Mapping[str, str]) -> None:
    for slot in ("company", "category", "posted", "expires", "country"):
        if slot in found and getattr(draft, slot) is None:
            setattr(draft, slot, found[slot])
    if "salary" in found and (draft.salary, draft.salary_min, draft.salary_max) == (None, None, None):
        draft.salary = found["salary"]
    if not any(draft.location):
        draft.location = (found.get("location"), found.get("country"))
    kind = found.get("type")
    if kind is not None and employment_type(kind) is None:
        kind = None
    draft.employment_type = _type(draft.employment_type or found.get("employment_type") or kind, found.get("hours"))


def _type(terms: str | None, hours: str | None) -> str | None:
    """ "Permanent" says nothing about hours, for which some feeds have a separate line."""
    if terms is None or hours is None or employment_type(terms):
        return terms or hours
    return f"{terms}, {hours}"


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Yields slot and value of every known label at the beginning of a line, and of further labels on that line."""
    if "&lt;" in text or "&nbsp;" in text:
        text = decode_once(text)
    colons = (_WIDE_COLON if "：" in text else _COLON).finditer(text)
    for colon in islice(map(re.Match.start, colons), MAX_COLONS):
        if label := _label(text, colon):
            slot = _LABELS.get(label)
            end = _LINE_END.search(text, colon, colon + LONGEST_LINE)
            line = text[colon + 1 : end.start() if end else colon + LONGEST_LINE]
            if ":" in line or "：" in line:
                yield from _split(slot, _TAG.sub("", line).strip())
            elif slot is not None:
                yield slot, _value(slot, _TAG.sub("", line).strip())


def _split(slot: str | None, line: str) -> Iterator[tuple[str, str]]:
    """Yields slot and value of each label on the line. The first label may be unknown."""
    start = 0
    for label in re.finditer(_NEXT, line):
        if slot is not None:
            value = _value(slot, line[start : label.start()].strip(" .;,"))
            yield slot, value or (line if slot == "salary" else "")  # its own text may have labels
        slot, start = _LABELS[label[1].lower()], label.end()
    if slot is not None and not (start and slot == "category" and line.count(" ", start) > LONGEST_TAIL):
        yield slot, _value(slot, line[start:].strip())


def _label(text: str, colon: int) -> str:
    """The text between the start of a line and its colon, in lower case; "" if that is no label.

    Done by hand: descriptions are full of colons that follow no label, most of all in styles and addresses.
    """
    end, tag = colon, text.rfind(">", 0, colon)
    if text.rfind("<", 0, colon) > tag:
        return ""  # inside a tag
    for _ in range(MAX_TAGS):  # <strong>Salary</strong>:
        if tag <= 0 or text[tag + 1 : end].strip():
            break
        end = max(text.rfind("</", 0, tag), 0)
        tag = text.rfind(">", 0, end)
    first = max(0, end - LONGEST_LABEL)
    start = max(text.rfind(mark, first, end) for mark in _LINE_STARTS) + 1
    return text[start:end].strip().lower().removesuffix("(s)") if start or not first else ""


def _value(slot: str, text: str) -> str:
    """The part of the line that is the value; "" if the line has no value of this kind."""
    if slot in ("expires", "posted") and (day := _DAY.search(text)):
        before, after = text[: day.start()], text[day.end() :]
        if _HOUR.fullmatch(before) and not _WORDS.search(after):
            return text[: day.end()]
        if before.count(" ") > 1 or _WORDS.search(after):
            return day.group()  # "Applications close 11:59pm Sunday 16 August 2026. Late ones …"
    if slot in ("company", "location", "country", "category"):
        text = _SENTENCE.split(text, maxsplit=1)[0]
        if len(text) > LONGEST_NAME or _UNKNOWN.search(text):
            return ""
        if slot == "company" and _PREDICATE.match(text):
            return ""
        if slot in ("company", "country") and ("://" in text or (" " in text and text.isascii() and text.islower())):
            return ""  # "will be disclosed", "see our page"
    return text[:300]
