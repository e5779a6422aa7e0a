"""Removes what publishers update in the text of an unchanged advertisement: "Posted 3 days ago", "152 views".

Only what stands alone: a line, or a part of one separated by bars or dots.
"""

import re

_MONTH = r"[^\W\d_]{3,12}\.?"
_SHORT = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|avr|mai|juin|juil|août|déc|okt|dez)[a-z]{0,6}\.?"
)
_CLOCK = (
    r"(?:,?\s*(?:at|um|à|t)?\s*\d\d?:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:z|utc|gmt|ces?t|[+-]\d\d:?\d\d)?)?"
)
_DATE = (
    r"(?:(?:[^\W\d_]{2,10}\.?,?\s)?(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\s?\d\d?[-/.]\s?\d{2,4}"
    rf"|\d\d?(?:st|nd|rd|th|er|\.)?\s(?:de\s)?{_MONTH},?\s(?:de\s)?\d{{4}}|{_MONTH}\s\d\d?(?:st|nd|rd|th)?,?\s\d{{4}}"
    rf"|\d\d?\.?\s{_SHORT}|{_SHORT}\s\d\d?)"
    rf"{_CLOCK})"
)
_COUNT = (
    r"(?:(?:about|over|more than|less than|almost|mehr als|über|plus de|más de)\s)?"
    r"(?:\d+\+?|an?|one|eine[mr]?|une?|un[ao]?)"
)
_UNIT = (
    r"(?:sec|min|hour|hr|day|week|month|sekunde|minute|stunde|tag|woche|monat|heure|jour|semaine|mois|hora|d[ií]a|semana"
    r"|mes|minuto|or[ae]|giorn|settiman|dag|we[ek]+|uur|maand|time|uge|veck|godz|dni|tydz|tygod)[^\W\d_]{0,4}"
)
_AGO = (
    rf"(?:{_COUNT}\s?(?:{_UNIT}|[hdwm])\s(?:ago|geleden|fa|sedan|siden|temu)"
    rf"|(?:vor|il y a|hace|há|för|for)\s{_COUNT}\s{_UNIT}(?:\s(?:sedan|siden))?|just now|today|yesterday|this week"
    r"|heute|gestern|soeben|aujourd.hui|hier|hoy|ayer|vandaag|gisteren|oggi|ieri|hoje|ontem|i ?dag|i ?går|dzisiaj|dziś"
    r"|wczoraj)"
)
_DONE = (
    r"(?:(?:date|job|last|first|originally|zuletzt|derni[eè]re)\s)?(?:re)?"
    r"(?:posted|published|updated|listed|added|advertised|refreshed|modified|veröffentlicht|aktualisiert|eingestellt"
    r"|publi[ée]e?|mise?[- ][àa][- ]jour|actualisée?|postée?|publicad[oa]|actualizad[oa]|atualizad[oa]|pubblicat[oa]"
    r"|aggiornat[oa]|geplaatst|gepubliceerd|bijgewerkt|publicera[dts]|uppdatera[dts]|publiceret|opdateret|publisert"
    r"|oppdatert|opublikowan[oey]|dodan[oey]|zaktualizowan[oey])(?:\s?(?:date|on|at|am|le|el|il|op|em|den|w dniu))?"
)
_DATED = r"(?:(?:posting|publication|update|listing)\sdate|(?:date of )?(?:posting|publication)|stand|online seit)"
_LEFT = r"\d+ days left(?: to apply)?"
_SEEN = (
    r"(?:views?|hits|clicks|visits|applicants?|applications|aufrufe|bewerber|bewerbungen|vues|candidatures|visitas"
    r"|weergaven)"
)
_COUNTED = (
    rf"(?:(?:job|page|total|number of)\s)?{_SEEN}\s?:\s?[\d.,]+k?|(?:over\s)?[\d.,]+k?\+?\s{_SEEN}(?:\sso far)?"
    r"|viewed\s[\d.,]+\stimes|[\d.,]+\speople (?:have )?(?:applied|viewed)(?: (?:this|so far).{0,20})?"
)
_STAMPED = rf"(?:{_DONE}|{_DATED})"
_STAMP = re.compile(
    rf"(?:(?<=[|·•;(\[–—.!])|\A)(?:\s*[|·•*(\[–—-])*\s*"
    rf"(?:{_STAMPED}\s?[:–-]?\s?(?:{_AGO}|{_DATE})|{_AGO}|{_LEFT}|{_COUNTED})(?=\s*(?:[|·•;)\]–—.!]|\Z))",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?:^|(?<=[|·•;.!]))([^\w\n]*{_STAMPED}[ ]?:?)\s*\n+(?=(?:{_AGO}|{_DATE}))",
    re.IGNORECASE | re.MULTILINE,
)
# The same two in lower case, without what must follow them, from a character that `re` finds fast.
_PERHAPS = re.compile(rf"[\n|·•;(\[–—.!]\W*+(?:{_STAMPED}\s?[:–-]?\s*(?:{_AGO}|{_DATE})|{_AGO}|{_LEFT}|{_COUNTED})")
# One of these is in every stamp: searching for a few letters is even faster.
_TOLD_BY = (
    *(" ago", "posted", "pdate", "today", " view", "bli", "öffentlicht", "ktuali", "plaatst", "pplicants"),
    "days left",
)
HEAD, TAIL = 120, 120  # characters in which advertisements have such lines


def without_stamps(text: str) -> str:
    """`text` without them, for comparison."""
    if len(text) <= HEAD + TAIL:
        return _without(text) if _tells(text) else text
    start = len(text) - TAIL
    end = max(start, text.find("\n", start))
    if not _tells(f"{text[:HEAD]}\n{text[end:]}"):
        return text
    return _without(text[:HEAD]) + text[HEAD:end] + _without(text[end:])


def _tells(text: str) -> bool:
    lower = "\n" + text.lower()
    spaced = lower.replace("\n", " ")
    for told in _TOLD_BY:  # `any` is a third slower, and this runs for every job
        if told in spaced:
            return _PERHAPS.search(lower) is not None
    return False


def _without(text: str) -> str:
    text = _LABEL.sub(r"\1 ", text)  # a label with its date on the next line
    return "\n".join([_STAMP.sub("", line) for line in text.split("\n")])
