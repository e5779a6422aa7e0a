"""What a title says of remote work beside the name of the job: "Engineer (Remote)", "Clerk - hybrid", "Remote: Editor".

Only an aside that says nothing else counts: "Remote Sensing Scientist" and "Hybrid Cloud Engineer" are names of jobs.
"""

import re
from functools import lru_cache

_LONGEST = 300
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_PARTS = re.compile(r"\s+[-–—|/•·]+\s+|[-–—:]\s+|\s*[,;|/]\s*")
_WHERE = r"us|usa|uk|eu|europe|emea|apac|latam|canada|germany|americas|global|worldwide|anywhere"
_REMOTE = re.compile(
    rf"(?:(?:100 ?%|fully|full|completely|entirely|all|allows|{_WHERE}|work(?:ing)?)[ -]+)?"
    r"(?:remote(?:ly)?|wfh|(?:work(?:ing)?|job) from (?:home|anywhere)|home-?office|home[ -]?based|telecommut(?:e|ing)"
    r"|télétravail|teletrabajo|(?:da |en |em )?remot[oa]|praca zdalna|zdalnie|anywhere|worldwide)"
    rf"(?:[ -]+(?:only|first|ok|friendly|position|job|role|work|within .*|in .*|from .*|{_WHERE}))*"
)
_ELSEWHERE = re.compile(
    r"(?:no|non|not)[ -]remote|(?:hybrid|híbrid|ibrid|hybryd)(?:e|o|a|owo)?"
    r"(?: (?:remote|work|working|role|position|job|in .*))?|on-?site(?: only)?"
    r"|in[ -]office|vor ort|sur site|presencial"
)


def remote_aside(title: str) -> bool | None:
    """None where the title does not say, or says both."""
    text = title.lower()
    hinted = (
        *(
            "remot" in text,
            "brid" in text,
            "hybryd" in text,
            "home" in text,
            "wfh" in text,
            "tele" in text,
            "télé" in text,
            "zdaln" in text,
        ),
        *("where" in text, "worldwide" in text, "sit" in text, "office" in text, " ort" in text, "presencial" in text),
    )
    return _aside(text) if any(hinted) and len(text) <= _LONGEST else None


@lru_cache(maxsize=4096)
def _aside(title: str) -> bool | None:
    asides = [part for bracket in _BRACKETS.findall(title) for part in (bracket, *_PARTS.split(bracket))]
    outside = _PARTS.split(_BRACKETS.sub(" ", title))
    asides += [part for part in outside if part.strip() != "worldwide"]  # "Director, Worldwide" answers for it
    said = {found for aside in asides if (found := _remote_of(" ".join(aside.split()))) is not None}
    return said.pop() if len(said) == 1 else None


def _remote_of(aside: str) -> bool | None:
    if _REMOTE.fullmatch(aside):
        return True
    return False if _ELSEWHERE.fullmatch(aside) else None
