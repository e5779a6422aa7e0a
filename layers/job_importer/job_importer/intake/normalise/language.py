"""Languages as BCP 47 tags."""

import re
from functools import lru_cache

# ISO 639-1 code, ISO 639-2/3 codes, names; the languages that job feeds are written in, and their neighbours.
_LANGUAGES = """
ar ara arabic|العربية
bg bul bulgarian|български
ca cat catalan|català
cs ces|cze czech|čeština|česky
cy cym|wel welsh|cymraeg
da dan danish|dansk
de deu|ger german|deutsch|allemand
el ell|gre greek|ελληνικά
en eng english|englisch|anglais|inglés
es spa spanish|español|espanol|castellano|spanisch|espagnol
et est estonian|eesti
eu eus|baq basque|euskara
fa fas|per persian|farsi|فارسی
fi fin finnish|suomi
fr fra|fre french|français|francais|französisch
ga gle irish|gaeilge
gl glg galician|galego
he heb hebrew|עברית
hi hin hindi|हिन्दी
hr hrv croatian|hrvatski
hu hun hungarian|magyar
id ind indonesian|bahasa indonesia
is isl|ice icelandic|íslenska
it ita italian|italiano|italienisch|italien
ja jpn japanese|日本語
ko kor korean|한국어
lb ltz luxembourgish|lëtzebuergesch
lt lit lithuanian|lietuvių
lv lav latvian|latviešu
mk mkd|mac macedonian|македонски
ms msa|may malay|bahasa melayu
mt mlt maltese|malti
nb nob norwegian bokmål|bokmål
nl nld|dut dutch|nederlands|niederländisch|néerlandais|flemish|vlaams
nn nno norwegian nynorsk|nynorsk
no nor norwegian|norsk
pl pol polish|polski|polnisch
pt por portuguese|português|portugues|portugiesisch
ro ron|rum romanian|română
ru rus russian|русский
sk slk|slo slovak|slovenčina
sl slv slovenian|slovene|slovenščina
sq sqi|alb albanian|shqip
sr srp serbian|српски|srpski
sv swe swedish|svenska
th tha thai|ไทย
tr tur turkish|türkçe
uk ukr ukrainian|українська
ur urd urdu|اردو
vi vie vietnamese|tiếng việt
zh zho|chi chinese|中文|mandarin
"""
_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_TWO_LETTERS = frozenset(_ISO_639_1.split())
_BY_NAME = {
    name: code
    for code, codes, names in (line.split(" ", 2) for line in _LANGUAGES.strip().splitlines())
    for name in (*codes.split("|"), *names.split("|"))
}
_TAG = re.compile(r"([a-zA-Z]{2,3})((?:[-_][a-zA-Z0-9]{2,8})*)(?:\.[\w-]+)?")


def language_tag(value: str | None) -> str | None:
    """A BCP 47 tag ("de", "en-GB", "zh-Hant-TW") from a code, a locale or a name; None where not certain."""
    return _language_tag(value) if isinstance(value, str) and len(value) <= 64 else None


@lru_cache(maxsize=1024)
def _language_tag(value: str) -> str | None:
    value = value.strip()
    named = _BY_NAME.get(value.lower())
    if named:
        return named
    match = _TAG.fullmatch(value)
    if not match:
        return None
    language = match[1].lower()
    language = _BY_NAME.get(language, language)
    if language not in _TWO_LETTERS:
        return None
    return "-".join([language, *map(_subtag, re.split("[-_]", match[2])[1:])])


def _subtag(subtag: str) -> str:
    """The customary spelling: scripts in title case, regions in capitals (RFC 5646, 2.1.1)."""
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()


# Plain English and American are the default of many a publisher's software elsewhere, and no evidence.
_DAY_FIRST = "cs da de el es fi fr it nb nl nn no pl pt ro ru sk sv tr uk en-AU en-GB en-IE en-IN en-NZ"
_WRITING_DAY_FIRST = frozenset(_DAY_FIRST.split())


def writes_day_first(tag: str | None) -> bool | None:
    """Whether "03/04/2026" is the third of April in a language; None where that is not certain."""
    if tag is None or tag.endswith("-US"):
        return None
    return True if tag in _WRITING_DAY_FIRST or tag[:2] in _WRITING_DAY_FIRST else None
