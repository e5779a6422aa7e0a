"""Maps the fields of a document to the slots of a draft, in order of preference.

`fields.field_names` knows what names usually mean; a format adds what its publisher means by them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from job_importer.intake.fields.field_names import meaning_of
from job_importer.intake.fields.known_names import SLOTS, whole_names
from job_importer.intake.fields.values import words


@dataclass(frozen=True, slots=True)
class Aliases:
    """`preferred`: names of a slot that are tried before all others. `without`: names that mean something else."""

    preferred: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def present(self, occurring: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The occurring names of each slot, in order of preference."""
        names = set(occurring)
        ranked: dict[str, list[tuple[float, str]]] = {slot: [] for slot in SLOTS}
        for name in names:
            meaning = meaning_of[name]
            for slot, rank in zip(meaning.slots, meaning.ranks, strict=True):
                ranked[slot].append((rank, name))
        for slot, preferred in self.preferred.items():
            ranked[slot] += [(index - len(preferred), name) for index, name in enumerate(preferred) if name in names]
        return {slot: self._in_order(slot, several) for slot, several in ranked.items()}

    def _in_order(self, slot: str, ranked: list[tuple[float, str]]) -> tuple[str, ...]:
        without = self.without.get(slot, frozenset())
        return tuple(dict.fromkeys(name for _, name in sorted(ranked) if name not in without))


BASE = Aliases()


def extend(base: Aliases, **preferred: str) -> Aliases:
    """`base` with these names tried before its own."""
    merged = {slot: (*words(names), *base.preferred.get(slot, ())) for slot, names in preferred.items()}
    return replace(base, preferred={**base.preferred, **merged})


class Named:
    """A container of the names of fields that fill one of these slots, and of `more`. For `in` only."""

    def __init__(self, *slots: str, more: tuple[str, ...] = ()) -> None:
        self._slots, self._more = frozenset(slots), more

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (not self._slots.isdisjoint(meaning_of[name].slots) or name in self._more)


def names_of(slot: str, occurring: Iterable[str]) -> tuple[str, ...]:
    """The names of a slot, those in the data and those that occur, in order of preference."""
    return BASE.present((*whole_names(), *occurring))[slot]
