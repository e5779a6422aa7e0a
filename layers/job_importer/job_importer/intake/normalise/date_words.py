"""Dates in words: "12 July 2026", "July 12, 2026", "Wed Aug 19 05:00:00 UTC 2026", "Posted 20 Days Ago"."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_MONTH_NAMES = """
january jan januar janvier enero gennaio januari janeiro stycznia styczeń janv ene gen ledna января sty янв ocak січня tammikuuta január ianuarie
february feb februar février fevrier febrero febbraio februari fevereiro lutego luty févr fév fev února февраля lut фев şubat лютого helmikuuta február februarie
march mar märz maerz mars marzo maart março marca marzec mrz marts března марта мар mart березня maaliskuuta március martie
april apr avril abril aprile kwietnia kwiecień avr abr dubna апреля kwi апр nisan квітня huhtikuuta április aprilie
may mai mayo maggio mei maio maja maj mag května мая май mayıs травня toukokuuta május
june jun juni juin junio giugno junho czerwca czerwiec giu června июня cze июн haziran червня kesäkuuta június iunie
july jul juli juillet julio luglio julho lipca lipiec juil lug července июля lip июл temmuz липня heinäkuuta július iulie
august aug août aout agosto augustus sierpnia sierpień ago augusti srpna августа sie авг ağustos серпня elokuuta augusztus
september sep sept septembre septiembre settembre setembro września wrzesień set září сентября wrz сен сент eylül вересня syyskuuta szeptember septembrie
october oct oktober octobre octubre ottobre outubro października październik okt ott out října октября paź окт ekim жовтня lokakuuta október octombrie
november nov novembre noviembre novembro listopada listopad listopadu ноября lis ноя нояб kasım листопада marraskuuta noiembrie
december dec dezember décembre decembre diciembre dicembre dezembro grudnia grudzień dez déc dic desember prosince декабря gru дек aralık грудня joulukuuta decembrie
"""  # noqa: E501
_MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES.strip().splitlines(), start=1) for name in names.split()
}
_MONTH = r"([^\W\d_]{3,12})\.?"
_DAY_FIRST = re.compile(
    rf"(?:[^\W\d_]+\.?,? +){{0,2}}(\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ /-]+(?:of +|de +)?"
    rf"{_MONTH},?[ /-]+(?:de +|del +)?(\d{{4}}|\d\d)(?![\d:])(.*)",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_FIRST = re.compile(
    rf"(?:[^\W\d_]+\.?,? +)?{_MONTH}[ -]+(\d{{1,2}})(?:st|nd|rd|th)?(?:,? +|-)(\d{{4}})(?!\d)(.*)",
    re.IGNORECASE | re.DOTALL,
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})-{_MONTH}-(\d{{1,2}})(?!\d)(.*)", re.DOTALL)
# C's asctime and Java's Date.toString: the year comes last
_YEAR_LAST = re.compile(rf"[A-Za-z]{{3}},? +{_MONTH} +(\d{{1,2}}) +(\d\d:\d\d:\d\d(?: +[A-Z]{{1,5}})?) +(\d{{4}})")


@dataclass(frozen=True, slots=True)
class WordedDate:
    year: int
    month: int
    day: int
    rest: str  # the time of day, as it stands


def parse_words(value: str) -> WordedDate | None:
    """Month names in English and in the languages of our feeds."""
    if match := _YEAR_LAST.fullmatch(value):
        return _dated(match[4], match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(value):
        return _dated(match[3], match[2], match[1], match[4])
    if match := _MONTH_FIRST.fullmatch(value):
        return _dated(match[3], match[1], match[2], match[4])
    if match := _YEAR_FIRST.fullmatch(value):
        return _dated(match[1], match[2], match[3], match[4])
    return None


def _dated(year: str, month_name: str, day: str, rest: str) -> WordedDate | None:
    month = _MONTHS.get(month_name.lower())
    if month is None:
        return None
    rest = re.sub(r"\(.*\)\s*$", "", rest)  # JavaScript: "GMT+0200 (Central European Summer Time)"
    rest = re.sub(r"(?i)^\s*(?:,|at|um|à|a las|-)?\s*", "", rest)
    return WordedDate(
        int(year) if len(year) == 4 else 2000 + int(year),
        month,
        int(day),
        re.sub(r"(?i)\b(?:GMT|UTC)(?=[+-])", "", rest),
    )


_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_UNITS = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s", "sekunde", "sekunden"), "s"),
    **dict.fromkeys(("minute", "minutes", "min", "mins", "minuten", "minuto", "minutos"), "n"),
    **dict.fromkeys(
        ("hour", "hours", "hr", "hrs", "h", "stunde", "stunden", "heure", "heures", "hora", "horas", "uur"), "h"
    ),
    **dict.fromkeys(("day", "days", "d", "tag", "tage", "tagen", "jour", "jours", "día", "días", "dia", "dias"), "d"),
    **dict.fromkeys(
        ("dag", "dagen", "dagar", "dage", "dager", "giorno", "giorni", "dni", "dzień", "день", "дня", "дней"), "d"
    ),
    **dict.fromkeys(("timmar", "timme", "timer", "godz", "godzin", "godziny", "час", "часа", "часов", "ore"), "h"),
    **dict.fromkeys(
        ("vecka", "veckor", "uge", "uger", "uke", "uker", "tydzień", "tygodnie", "tygodni", "неделю", "недели"), "w"
    ),
    **dict.fromkeys(("månad", "månader", "måned", "måneder", "miesiąc", "miesiące", "месяц", "месяца"), "m"),
    **dict.fromkeys(
        ("week", "weeks", "w", "wk", "wks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"), "w"
    ),
    **dict.fromkeys(("weken", "settimana", "settimane", "uker", "veckor", "uger", "tygodni", "tygodnie"), "w"),
    **dict.fromkeys(
        ("month", "months", "mo", "mos", "monat", "monate", "monaten", "mois", "mes", "meses", "maand"), "m"
    ),
    **dict.fromkeys(("maanden", "mese", "mesi", "kuukausi", "kuukautta", "měsícem", "měsíci"), "m"),
    **dict.fromkeys(("päivä", "päivää", "den", "dnem", "dny", "dní"), "d"),
    **dict.fromkeys(("viikko", "viikkoa", "týdnem", "týdny"), "w"),
    **dict.fromkeys(("tunti", "tuntia", "hodinou", "hodinami", "hodiny", "hodin"), "h"),
    **dict.fromkeys(
        ("year", "years", "y", "yr", "yrs", "jahr", "jahre", "jahren", "an", "ans", "año", "años", "jaar"), "y"
    ),
}
_AGO = re.compile(
    r"(?:posted|published|listed|active|reposted|updated|added)?:?\s*(?:on\s+)?"
    r"(?:for\s+)?(?:(?P<before>vor|il y a|hace|há|för|před|pred)\s+)?"
    r"(?:about |over |more than |mehr als |plus de |más de )?"
    r"(?P<count>\d{1,3}|an?|one|eine[mr]?|une?|un)\s*\+?\s*(?P<unit>[^\W\d_]{1,10})\s*\+?(?P<ago>\s+(?:ago|geleden|fa|sedan|siden|temu|назад|sitten))?"
)
_WORDS = {
    **dict.fromkeys(("today", "just posted", "just now", "heute", "aujourd'hui", "hoy", "vandaag", "oggi", "hoje"), 0),
    **dict.fromkeys(("i dag", "idag", "dzisiaj", "dziś", "tänään", "dnes", "сегодня"), 0),
    **dict.fromkeys(("i går", "igår", "wczoraj", "eilen", "včera", "вчера"), 1),
    **dict.fromkeys(("yesterday", "gestern", "hier", "ayer", "gisteren", "ieri", "ontem"), 1),
}


def parse_relative(value: str, fetched_at: datetime) -> datetime | None:
    """The day that "20 days ago" means, at midnight; hours and minutes to the minute. "30+ days ago" is 30 days ago."""
    text = " ".join(value.lower().split()).rstrip(".!")
    days = _WORDS.get(re.sub(r"^(?:re)?(?:posted|published|listed|active):? ", "", text))
    if days is None and (match := _AGO.fullmatch(text)) and (match["ago"] or match["before"]):
        unit = _UNITS.get(match["unit"])
        count = int(match["count"]) if match["count"].isdecimal() else 1
        if unit in ("s", "n", "h"):
            minutes = {"s": 0, "n": count, "h": count * 60}[unit]
            return (fetched_at - timedelta(minutes=minutes)).replace(second=0, microsecond=0)
        days = _DAYS[unit] * count if unit else None
    if days is None:
        return None
    return (fetched_at - timedelta(days=days)).replace(hour=0, minute=0, second=0, microsecond=0)
