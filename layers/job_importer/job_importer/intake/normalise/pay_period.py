"""What a salary is paid for: an hour, a day, a week, a month or a year."""

import re

_UNITS = {
    "hour": r"hourly|hours?|hrs?|h|stunde|stündlich|stundenlohn|std|heure|horaire|hora|uur|uurloon|godz\w*|ora"
    r"|timme|timmen|timen?|hod|hodinu?|hodinově|tunti|tunnissa|óra",
    "day": r"daily|days?|tag|täglich|jour|journalier|día|dia|dag|giorno|dzień",
    "week": r"weekly|weeks?|wk|woche|wöchentlich|semaine|semana|settimana",
    "month": r"monthly|months?|mth|mo|monat|monatlich|mois|mensuel|mensual(?:es)?|mes|mês|maand|mese|mies\w*"
    r"|miesięcznie|mtl|pcm|(?:brutto)?monats(?:gehalt|lohn|brutto)|mensili?|månad|måned|mån|mnd"
    r"|(?<=pr\. )md|(?<=pr )md|(?<=/)md|měsíc|měsíčně|mesiac|mesačne|kk"
    r"|kuukausi|kuukaudessa|hó|hónap|tháng|bulan|aylık",
    "year": r"yearly|years?|yr|annually|annual|annum|annuel|anual(?:es)?|jahr|jährlich"
    r"|(?:brutto)?jahres(?:gehalt|lohn|brutto)|an|année|año|ano|jaar|anno|annu[aio]|annui|rok|rocznie|ročně|år|vuosi|vuodessa|lpa",
}
_EACH = r"(?:/\s?|\b(?:per|pr\.?|an?|each|pro|par|por|al|à l'|de l'|im|p\.?|na|all')\s?)"
_ABBREVIATED = {"a": "year", "h": "hour", "m": "month", "d": "day", "w": "week"}  # "p.a.", "pa", "p.m.", "p/h"

PERIOD_PHRASE = (
    rf"(?:{_EACH}(?:{'|'.join(_UNITS.values())})\b|(?<![^\W\d_])(?:p\.\s?[ahmdw]\.|(?-i:p/?[ahdw]|p/m|pcm|PA|PH|LPA)(?![^\W\d_]))"
    r"|\b(?:hourly|daily|weekly|monthly|yearly|annually|annual|stündlich|täglich|wöchentlich|monatlich|jährlich"
    r"|annuel|anual(?:es)?|mensuel|mensual(?:es)?|stundenlohn|(?:brutto)?(?:monats|jahres)(?:gehalt|lohn|brutto)|mensile|mensili|annui|annuo|annua|rocznie"
    r"|miesięcznie|uurloon|horaire|měsíčně|mesačne|hodinově|ročně|kuukaudessa|vuodessa|tunnissa)\b)"
)
# Written without spaces, or in scripts of which no other unit is known
_NAMED = {
    "hour": ("時給", "时薪", "시급", "/小时", "/時", "/时"),
    "day": ("日給", "日薪", "일급", "/天", "/日"),
    "month": ("月給", "月薪", "月収", "월급", "/月", "每月", "μήνα", "в месяц", "на місяць", "شهري", "לחודש"),
    "year": ("年収", "年俸", "年薪", "연봉", "/年", "每年", "в год", "سنوي"),
}
_PHRASE = re.compile(PERIOD_PHRASE, re.IGNORECASE)
_BARE = re.compile(
    r"\s*(?:hour|hr|day|week|month|year|annum|pm|stunde|monat|jahr|heure|mois|mes|mese|maand)\b\.?", re.IGNORECASE
)  # "$22.00 Hour", "R15 000 pm"
_UNIT = re.compile("|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _UNITS.items()), re.IGNORECASE)


def pay_period(value: str | None) -> str | None:
    """A period field: "Hour", "yearly", "per-month-salary", "HourlyRate"; None if it names none or several."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    return _only_unit(re.sub(r"[_\-/]|(?<=[a-z])(?=[A-Z])", " ", value))


def find_period(words: str, after: int) -> str | None:
    """The period that a salary text states: what follows the amount, else what stands alone elsewhere."""
    if bare := _BARE.match(words, after):
        return _unit(bare.group().strip())
    following = _PHRASE.search(words, after)
    if following and following.start() - after <= 24:
        return _unit(following.group())
    units = {_unit(phrase) for phrase in _PHRASE.findall(words)}
    if not words.isascii():
        units |= {unit for unit, names in _NAMED.items() if any(name in words for name in names)}
    return units.pop() if len(units) == 1 else None


def _unit(phrase: str) -> str | None:
    if short := re.fullmatch(r"(?i)p[./]?\s?([ahmdw])\.?", phrase):
        return _ABBREVIATED[short[1].lower()]
    return _only_unit(re.sub(r"(?i)^(?:an?|per|p\.?)\s", "", phrase))


def _only_unit(words: str) -> str | None:
    named = {match.lastgroup for match in _UNIT.finditer(words)}
    return named.pop() if len(named) == 1 else None
