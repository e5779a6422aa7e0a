"""Reads facts about all items from the elements around them: `<employer><name>Acme</name><jobs><job>…`."""

from collections.abc import Iterable

from job_importer.intake import words
from job_importer.intake.fields.aliases import Named
from job_importer.intake.format import Fields
from job_importer.intake.xml.names import Names, pairs
from job_importer.paging.beside import Beside, Path, Record, plain

LONGEST = 300  # of a name, with the whitespace around it

_ATTRIBUTES = ("@name", "@company", "@companyname", "@employer", "@title")
_COMPANY = Named("company")


class Wrapping:
    """Tracks the elements that enclose the items."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._open: list[tuple[str, str | None]] = []  # the open elements, each with its company
        self._company: str | None = None  # of the innermost element that has one
        self._filled = 0  # how many of them contain an item

    def start(self, raw: str, attributes: list[str]) -> None:
        name = self._names[raw]
        self._open.append((name, self._attributed(attributes) if attributes and name in _COMPANY else None))
        self._find_company()

    def end(self, text: str) -> None:
        """`text` is the text before the end tag of the closed element, and after any element in it."""
        text = text.strip() if len(text) <= LONGEST else ""
        name, company = self._open.pop()
        held_items = self._filled > len(self._open)
        self._filled = min(self._filled, len(self._open))
        if not self._open:
            return
        parent, _ = self._open[-1]
        if name in _COMPANY:
            said: str | None = company or text
        else:
            said = text if name in words.names("field_names", "called") and parent in _COMPANY else None
        if said and not held_items:  # else it is their company
            self._open[-1] = parent, said
        self._find_company()

    def _find_company(self) -> None:
        self._company = next((company for _, company in reversed(self._open) if company), None)

    def complete(self, item: Fields) -> None:
        """Gives an item without a company that of the elements around it. As an attribute, which is no evidence of a
        job: a company's goods have such elements around them too.
        """
        self._filled = len(self._open)
        if self._company is not None and not any(name in _COMPANY for name in item):
            item["@company"] = self._company

    def _attributed(self, attributes: list[str]) -> str | None:
        said = {self._names["@" + key]: value for key, value in pairs(attributes)}
        return next((value for name in _ATTRIBUTES if 0 < len(value := said.get(name, "").strip()) <= LONGEST), None)


class Outside:
    """Records the elements outside the items, whose paths are given in normalised names."""

    def __init__(self, items: Iterable[Path]) -> None:
        self._beside = Beside([tuple(map(plain, path)) for path in items])
        self._open: list[tuple[Path, Record]] = []
        self._is_leaf = False  # whether the last opened element is still open

    @property
    def records(self) -> list[Record]:
        return self._beside.records

    def start(self, raw: str, attributes: list[str]) -> None:
        path = (*(self._open[-1][0] if self._open else ()), plain(raw))
        record = self._beside.open(path)
        for name, value in pairs(attributes):
            record.note(name, value)
        self._open.append((path, record))
        self._is_leaf = True

    def end(self, raw: str, text: str) -> None:
        self._open.pop()
        if self._is_leaf and self._open:
            self._open[-1][1].note(raw.rpartition(":")[2], text.strip() or None)
        self._is_leaf = False
