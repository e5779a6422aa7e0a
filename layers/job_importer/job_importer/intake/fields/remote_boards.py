"""Boards that list remote jobs and nothing else: by their own word, or because their channel is called so."""

import re
from urllib.parse import urlsplit

from job_importer.intake.fields.values import words
from job_importer.intake.format import Context

# Each says so of itself: "100% remote jobs", "remote jobs only".
_HOSTS = frozenset(
    words(
        "jobicy.com remotive.com remotive.io remoteok.com remoteok.io weworkremotely.com himalayas.app jobspresso.co"
        " workingnomads.com workingnomads.co nodesk.co dynamitejobs.com euremotejobs.com realworkfromanywhere.com"
        " empllo.com remote.co jsremotely.com justremote.co remotefrontendjobs.com"
    )
)
# Work at a remote place, or with one
_FAR_AWAY = "areas?|sites?|communit|villages?|islands?|regions?|sensing|control|operat|monitoring|alaska"
_CALLED = re.compile(
    rf"(?i)^(?:latest |all |new |100% )*remote (?!{_FAR_AWAY})(?:[^\W\d_]+ ){{0,2}}?(?:jobs|vacancies)\b"
)


def lists_only_remote(context: Context) -> bool:
    about = context.about
    return _host(about.get("link")) in _HOSTS or _CALLED.match(about.get("title", "").strip()) is not None


def _host(link: str | None) -> str:
    try:
        return (urlsplit((link or "").lower()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
