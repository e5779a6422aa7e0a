"""Employment types and remote work: what is certain from the feed's words, in a small vocabulary."""

import re
from functools import lru_cache

# Two questions are mixed in this field of most feeds: how many hours, and on what terms.
_HOURS = {
    "full_time": r"full ?-?time|fulltime|ft|vollzeit\w*|temps plein|temps complet|voltijd\w*|fulltijd"
    r"|tiempo completo|(?:jornada )?completa"
    r"|tempo pieno|tempo integral|período integral|pełny etat|heltid\w*|plný úvazek|fuldtid\w*|kokoaikainen"
    r"|полная занятость|повна зайнятість|teljes munkaidő\w*|normă întreagă|tam zamanlı|全职|正社員|정규직"
    r"|plein temps|tempo inteiro|kokoaika\w*|полный (?:рабочий )?день|pln[iý] delovni čas|puno radno vrijeme|täistööaeg"
    r"|pilna slodze|pilnas etatas|πλήρης απασχόληση|пълно работно време|دوام كامل|משרה מלאה"
    r"|toàn thời gian|penuh waktu",
    "part_time": r"part ?-?time|parttime|pt|teilzeit\w*|temps partiel|deeltijd\w*|parttijd|tiempo parcial"
    r"|media jornada|(?:jornada )?parcial"
    r"|tempo parziale|tempo parcial|część etatu|niepełny etat|deltid\w*|osa ?aikainen|minijob|mini job|geringfügig\w*"
    r"|bijbaan|stundenweise|nebenjob|meio período|(?:poloviční|částečný|zkrácený) úvazek"
    r"|частичная занятость|часткова зайнятість"
    r"|részmunkaidő\w*|normă parțială|yarı zamanlı|兼职|アルバイト|パート(?:タイム)?"
    r"|mi temps|osa ?aika\w*|pół etatu|\d{3} euro job|неполный (?:рабочий )?день|osaline tööaeg|nepilna slodze"
    r"|μερική απασχόληση|непълно работно време|دوام جزئي|משרה חלקית"
    r"|bán thời gian|paruh waktu",
}
_TERMS = {
    "internship": r"internships?|interns?|praktik\w+|stagiaire|stage|pasantía|prácticas|practicas|estágio"
    r"|estagio|tirocinio|staż"
    r"|trainee|traineeship|apprentice|apprenticeship|apprenti|apprentissage|alternance|ausbildung"
    r"|auszubildende\w*|werkstudent\w*"
    r"|working student|co-?op|apprendistato|apprendista|stagista|duales studium|jovem aprendiz|aprendiz"
    r"|becari[oa]|beca|stageplaats|afstudeerstage|lehrstelle|lehre|lehrling|elev|elevplads|lærling\w*|harjoittelu\w*"
    r"|oppisopimus|stáž|estagiári[oa]|стажировка|staj|learnership"
    r"|インターン|实习|인턴|تدريب|magang|thực tập",
    "volunteer": r"volunteers?|volunteering|ehrenamt\w*|freiwillig\w*|bénévol\w+|benevolat|voluntari\w+"
    r"|vrijwillig\w+|unpaid|bundesfreiwilligendienst",
    "per_diem": r"per ?diem|prn|as needed",
    "contract": r"contract|contractor|contracts|contract to hire|independent contractor|freelancer?|freelance"
    r"|freiberuflich\w*|selbstständig\w*"
    r"|indépendant|autónomo|zzp|b2b|zlecenie|umowa zlecenie|corp to corp|c2c|1099|self ?employed"
    r"|partita iva|umowa o dzieło|freie[rn]? mitarbeit\w*|prestação de serviços|pj",
    "temporary": r"temporary|temp|temporär|befristet\w*|fixed term|fixed term contract|limited term|seasonal"
    r"|saison\w*|interim|intérim"
    r"|zeitarbeit|leiharbeit|arbeitnehmerüberlassung|cdd|temporal|temporaire|tijdelijk\w*|temporário"
    r"|contract temporary|casual|ftc|bepaalde tijd|tempo determinato|locum\w*|dočasn\w*|vikariat"
    r"|uitzend\w*|durée déterminée|na czas określony|visstid\w*|määräaikainen|sezonow\w*"
    r"|somministrazione|stagionale|tymczasow\w+|sommar ?jobb|sommer ?jobb?|kesätyö\w*|ferienjob|engasjement"
    r"|midlertidig\w*|tidsbegränsad\w*|tidsbegrænset|sezónn\w*|dob[au] určit(?:á|ou)|契約社員|派遣社員|계약직",
    "other": r"other|others|sonstige\w*|andere|autre|otro|overig",
}
_PATTERNS = [
    (name, re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])"), group)
    for group, table in (("terms", _TERMS), ("hours", _HOURS))
    for name, words in table.items()
]
_EXACT = {
    "fulltime": "full_time", "fulltimepermanent": "full_time", "parttime": "part_time", "contractor": "contract",
    "fixedtermcontract": "temporary", "f": "full_time", "p": "part_time",
    "f/t": "full_time", "p/t": "part_time", "perdiem": "per_diem",
}  # fmt: skip
# Not what the vocabulary calls a contract
_PERMANENT = re.compile(
    r"\b(?:permanent|vast|open ended|indefinite|unlimited|onbepaalde tijd) (?:employment )?contract\b"
    r"|\bemployment contract\b|\bcontract of employment\b"
)
_EITHER_HOURS = re.compile(
    r"(?:full(?: ?time)?|vollzeit|voll)(?: or | oder | und | and |/)(?:part|teilzeit)(?: ?time)?"
)
_ALTERNATIVE = re.compile(r"\s*(?:[,;|/]|\b(?:or|oder|ou|of|o|und|and|et|&)\b)\s*")


def employment_type(value: str | None) -> str | None:
    """The vocabulary of `jobs.model.EmploymentType`; None where the words do not decide.

    The terms outweigh the hours: a full-time internship is an internship, a part-time contract a contract. "Permanent",
    "regular" and "Festanstellung" speak of duration and say nothing about hours: None. So do alternatives that
    contradict each other ("full or part time", "Full-time, Contract").
    """
    return _employment_type(value) if isinstance(value, str) and len(value) <= 200 else None


@lru_cache(maxsize=2048)
def _employment_type(value: str) -> str | None:
    words = " ".join(re.sub(r"[_\-–­ ]+", lambda m: "" if m.group() == "­" else " ", value.lower()).split())
    exact = _EXACT.get(words.replace(" ", ""))
    if exact:
        return exact
    words = _PERMANENT.sub(" ", _EITHER_HOURS.sub(" ", words))
    types = {found for part in _ALTERNATIVE.split(words) if (found := _one_type(part))}
    return _agreed(types)


def _agreed(types: set[str]) -> str | None:
    return "temporary" if types == {"temporary", "contract"} else types.pop() if len(types) == 1 else None


def _one_type(words: str) -> str | None:
    for group in ("terms", "hours"):
        found = {name for name, pattern, kind in _PATTERNS if kind == group and pattern.search(words)}
        if found:
            return _agreed(found)
    return None


_YES = frozenset(
    ("1", "true", "yes", "y", "ja", "oui", "si", "sí", "sì", "sim", "tak", "kyllä", "ano", "áno", "fully", "full")
)
_NO = frozenset(
    (
        *("0", "false", "no", "n", "nein", "non", "não", "nie", "nee", "nej", "nei", "ei", "ne"),
        *("office", "office only", "partial", "partially"),
    )
)

_HYBRID = re.compile(
    r"\bhybrid\w*\b|\bhíbrid[oa]\b|\bibrid[oa]\b|\bhybryd\w*\b|\b\d{1,2} ?% (?:remote|home ?office|télétravail)\b"
    r"|\bteilweise\b|\bpartial(?:ly)? remote\b|\bpartiel\w*\b|\bponctuel\w*\b|\boccasional(?:ly)?\b"
    r"|\b\d\+? (?:days?|tage?|jours?|dagen) (?:\w+ )?(?:remote|homeoffice|télétravail)|\bremote\W{1,3}\d\+? days?\b"
)
_EITHER = re.compile(
    r"\btemporar(?:il)?y remote\b|\bcovid\W?(?:19)? remote\b|\bwfh flexible\b"
    r"|\bremote\s*(?:or|/|,|\||oder|ou)\s*hybrid|\bhybrid\w*\s*(?:or|/|,|\||oder|ou)\s*remote"
)
_ON_SITE = re.compile(
    r"\b(?:on ?-?site|in ?-?office|in ?-?person|no remote|not remote|non ?-?remote|vor ort|sur site|presencial"
    r"|in presenza|op locatie|stacjonarn\w+|på plats)\b"
)
# Work at a remote place, or with one
_FAR_AWAY = r"[ -](?:area|site|communit|village|island|sensing|controlled|operated|monitoring)"
_REMOTE = re.compile(
    rf"\bremote(?:ly)?\b(?!{_FAR_AWAY})|\banywhere\b|\bworldwide\b|\bwork(?:ing)? from home\b|\bwfh\b"
    r"|\bhome ?-?based\b|\btelecommut\w*"
    r"|\btele ?-?work\w*|\bhome ?-?office\b|\btélétravail\b|\bteletrabajo\b|\bthuiswerk\w*|\bzdaln\w+"
    r"|\bremoto\b|\bpå distans\b|\bdistansarbete\b|\bhjemmekontor\b|\betätyö\b"
    r"|\bz dom(?:ova|u)\b|\bna dálku\b|\bfjernarbejde\b|\bhjemmearbejde\b"
    r"|\bdistributed team\b|\bwork(?:ing)? at home\b|\bortsunabhängig\b"
)
_DENIED = re.compile(
    rf"(?:\b(?:no|not|non|kein\w*|ohne|pas de|sans|sin|geen|nessun|senza|bez)|\b0 ?%)[\s-]+(?:{_REMOTE.pattern})"
    rf"|(?:{_REMOTE.pattern})(?: work)?\W{{1,3}}(?:no|false|nein|not (?:allowed|possible|available|permitted|offered))$"
)


LONGEST = 500  # of a text about remote work


def remote(flag: str | bool | None, *evidence: str | None) -> bool | None:
    """Whether the job can be done from anywhere: True or False only where the feed says so, else None.

    `flag` is a field about remote work and decides if it can; `evidence` are words of place and kind of work, never a
    description. Hybrid work is not remote work; "remote or hybrid" is undecided.
    """
    if isinstance(flag, bool):
        return flag
    said = _flag(flag) if isinstance(flag, str) and len(flag) <= LONGEST else None
    if said is not None:
        return said
    for words in evidence:
        if isinstance(words, str) and len(words) <= LONGEST and (found := _from_words(words)) is not None:
            return found
    return None


@lru_cache(maxsize=256)
def _flag(flag: str) -> bool | None:
    words = " ".join(re.sub(r"[_-]+", " ", flag.lower()).split())
    if words in _YES:
        return True
    return False if words in _NO else _from_words(words)


@lru_cache(maxsize=4096)
def _from_words(words: str) -> bool | None:
    words = words.lower().replace("_", " ")
    if _EITHER.search(words):
        return None
    on_site, hybrid = _ON_SITE.search(words), _HYBRID.search(words)
    if hybrid or _DENIED.search(words):
        return False
    if on_site:
        rest = words[: on_site.start()] + words[on_site.end() :]
        return None if _REMOTE.search(rest) else False
    return True if _REMOTE.search(words) else None
