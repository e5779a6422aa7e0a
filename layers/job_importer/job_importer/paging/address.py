"""Builds the address of another page from the address of this one."""

import re
from urllib.parse import urlunsplit

from job_importer.paging.beside import plain
from job_importer.urls.parts import parts_of

_PARAMETER = re.compile(r"(?P<before>^|[&;,]|%3B|%2C)(?P<name>[\w.\-$\[\]]+)(?P<equals>=|%3D)(?P<value>[^&;,%]*)", re.I)
"""Also those of Oracle's `finder=findReqs;siteNumber=CX_1,limit=25,offset=0`, which may be percent-encoded."""
_FINDER = re.compile(r"(?i)(?:^|&)finder(?:=|%3D)[^&]*")


def parameter(url: str, names: re.Pattern[str]) -> tuple[str, str] | None:
    """Name and value of the first parameter of the URL whose plain name is among `names`."""
    for found in _PARAMETER.finditer(parts_of(url).query):
        if names.fullmatch(plain(found["name"])):
            return found["name"], found["value"]
    return None


def with_parameter(url: str, names: re.Pattern[str], default: str, value: str) -> str:
    """`url` with the parameter set: replaced if one of `names` is present, otherwise appended as `default`."""
    parts = parts_of(url)
    query = parts.query
    place = next((one for one in _PARAMETER.finditer(query) if names.fullmatch(plain(one["name"]))), None)
    if place is not None:
        query = query[: place.start("value")] + value + query[place.end("value") :]
    elif finder := _FINDER.search(query):
        query = f"{query[: finder.end()]},{default.lower()}={value}{query[finder.end() :]}"
    else:
        query = f"{query}&{default}={value}" if query else f"{default}={value}"
    return urlunsplit(parts._replace(query=query, fragment=""))
