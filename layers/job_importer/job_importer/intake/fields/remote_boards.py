"""Recognises boards that list only remote jobs, by what they say or by the name of their channel."""

import re
from functools import cache
from urllib.parse import urlsplit

from job_importer.intake import words
from job_importer.intake.format import DocumentFacts


@cache
def _called() -> re.Pattern[str]:
    far_away = words.expression("remote", "far away")
    return re.compile(
        rf"(?i)^(?:latest |all |new |100% )*remote (?!{far_away})(?:[^\W\d_]+ ){{0,2}}?(?:jobs|vacancies)\b"
    )


def lists_only_remote(context: DocumentFacts) -> bool:
    title, hosts = context.about.get("title", "").strip(), words.entries("remote", "hosts")
    return _host(context.about.get("link")) in hosts or _called().match(title) is not None


def _host(link: str | None) -> str:
    try:
        return (urlsplit((link or "").lower()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
