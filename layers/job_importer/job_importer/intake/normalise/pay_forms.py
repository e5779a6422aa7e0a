"""The expressions that find amounts of pay in a text."""

import re
from functools import cache
from typing import NamedTuple

from job_importer.intake import words
from job_importer.intake.normalise.money import FACTOR, NUMBER, currency
from job_importer.intake.normalise.pay_period import period_phrase

_SUFFIX = rf"(?:\s?({FACTOR})(?![^\W\d_]))?(?:[.,]?\s?[-–—]{{1,2}}(?=\s|$|[^\d\s.,-]))?"
_FEW_WORDS = r"(?:[\s,(]+(?!m[ai][nx]|to\b|bis\b)[^\W\d_]+\.?){0,3}?[\s,(]+"


class Forms(NamedTuple):
    """An amount has four groups: the sign before it, the number, its factor, the sign after it."""

    range: re.Pattern[str]  # two amounts, and between them a group for a slash
    step: re.Pattern[str]  # a further amount of a scale
    single: re.Pattern[str]
    sign: re.Pattern[str]
    before_most: re.Pattern[str]
    before_least: re.Pattern[str]
    behind_most: re.Pattern[str]
    behind_least: re.Pattern[str]
    pay: re.Pattern[str]  # words of texts about pay
    no_pay: re.Pattern[str]  # amounts of something else


@cache
def forms() -> Forms:
    """Compiled when the first text about pay is read."""
    sign, period = currency(), period_phrase()
    until, most, least, more, at_most, pay, bonus = (
        words.expression("salary", section) for section in ("to", "up to", "from", "or more", "at most", "pay", "bonus")
    )
    one = rf"({sign})?\s*({NUMBER}){_SUFFIX}\s*({sign})?"
    to = rf"\s*(?:(?:[-–—−‒―~～〜]|{until})(?:\s*max(?:imum)?\.?:?)?|[,;]?\s?max(?:imum)?\.?:?)\s*"
    expressions = {
        "range": rf"{one}(?:\s*{period})?(?:{to}|\s?(/)\s?){one}(?!\d)",
        "step": rf"(?:{to}|\s?/\s?){one}(?!\d)",
        "single": rf"(?<![\d.,]){one}(?!\d)",
        "before_most": rf"{most}\W*$|<\s*$",
        "before_least": rf"{least}\W*$|>\s*$",
        "behind_most": rf"{_FEW_WORDS}{at_most}(?!\w)",
        "behind_least": rf"\+|\s*(?:以上|〜|～|이상|起)|{_FEW_WORDS}{more}(?!\w)",
        "pay": rf"{period}|\b{pay}\b",
        "no_pay": rf"{sign}?\s*{NUMBER}\s*{FACTOR}?\s*{bonus}[\s-]+bonus|\b401\s?\(?k\)?|\d+(?:[.,]\d+)?\s*%"
        r"|\b1[2-5]\.?\s*(?:monatsgeh[aä]lt\w*|monatsl[oö]hn\w*|geh[aä]lt\w*|mensilità|pagas)"
        r"|\b1[2-5]\s*(?:x|mal)\s+(?:jährlich|im jahr|p\.\s?a\.)"
        r"|\b\d+(?:[.,]\d+)?\s*(?:hours?|hrs?|stunden|std|heures|h)\b\.?\s*(?:/|per|a|pro|par|die)\s*\w+",
    }
    compiled = {name: re.compile(expression, re.IGNORECASE) for name, expression in expressions.items()}
    return Forms(sign=re.compile(sign), **compiled)
