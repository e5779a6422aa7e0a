"""The records beside the items of a JSON document."""

from collections.abc import Iterable

from job_importer.intake.json.grouped import Event
from job_importer.intake.json.layout import Place
from job_importer.paging.beside import Beside, Path, Record, plain


def read_beside(events: Iterable[Event], place: Place | None) -> list[Record]:
    """The records outside the items at `place`, anywhere in the document."""
    prefixes = place.prefixes if place else ()
    keyed = place is not None and place.keyed
    paths = [(*(plain(name) for name in prefix.split(".") if name != "item"), "item") for prefix in prefixes]
    beside = Beside(paths or [("",)])
    open_: list[tuple[str, Path, Record | None]] = []  # the objects and lists around the event; a list has no record
    key = ""
    item: tuple[str, str] | None = None  # the event that ends the open item
    for prefix, event, value in events:
        if item is not None:
            item = None if (prefix, event) == item else item
        elif event == "map_key":
            key = value
        elif event in ("start_map", "start_array"):
            outer = open_[-1] if open_ else ("", (), None)
            if (outer[0] if keyed else prefix) in prefixes and not (keyed and not open_):
                item = (prefix, event.replace("start", "end"))
                continue
            path = (*outer[1], plain(key)) if outer[2] is not None else outer[1]
            open_.append((prefix, path, beside.open(path) if event == "start_map" else None))
        elif event in ("end_map", "end_array"):
            open_.pop()
        elif open_ and (record := open_[-1][2]) is not None:
            record.note(key, value)
    return beside.records
