"""Patterns of job and article words in titles, channels, texts and addresses."""

import re
from functools import cache

from job_importer.intake.words import expression


def said(what: str, text: str) -> re.Match[str] | None:
    """Searches a text for one of the forms below."""
    return form(what).search(text)


@cache
def form(what: str) -> re.Pattern[str]:
    return re.compile((_of_jobs() | _of_articles())[what])


@cache
def _of_jobs() -> dict[str, str]:
    jobs, both, unspaced = (
        expression("jobs", *sections) for sections in (("jobs",), ("jobs", "perhaps jobs"), ("unspaced",))
    )
    roles, german, marks = (expression("jobs", section) for section in ("roles", "roles of both", "unspaced roles"))
    labels, headings, signs = (expression("jobs", one) for one in ("labels", "headings", "unspaced headings"))
    shared, shared_headings = expression("jobs", "shared labels"), expression("jobs", "shared headings")
    return {
        # For addresses: whole folders and pages, and what makes them certain
        "job folder": rf"^(?:[a-z]+[-_.]){{0,2}}(?:{both}|requisitions?|postings?)"
        r"(?:[-_.]?(?:details?|listings?|search|boards?|offers?|ads?|view|in|at|for|de)(?:[-_.][a-z]+)*)?$",
        "job page": rf"^(?:view|show|apply)?[-_]?(?:{both}|requisition|posting)[-_.]?"
        r"(?:details?|view|ad|posting|opening)?(?:[-_.]?\d[\w.-]*)?(?:\.\w{2,5})?$",
        "job in address": rf"(?:^|[^a-z])(?:view|show|apply)?(?:{jobs}|requisition|posting)",
        "numbered job": r"(?:position|opening)s?(?:/.*)?\d",  # chess and yoga have them too, but with names
        "job parameter": r"(?:^|&)(?:job|jobid|job_id|jobcode|vacancy|vacancyid|positionid|gh_jid|req|reqid)=",
        "job host": r"jobs?(?:\W|$)|(?:^|\W)jobs?|career|karriere|vacanc|vacature|recruit|hiring|stellen"
        r"|emploi|empleo|vagas",
        "dated address": r"/(?:19|20)\d\d/[a-z0-9]{1,3}/\d\d?(?:/|$)",
        # Of texts
        "job label": rf"\b(?:{labels}\s*:|{headings}\b)|{signs}",
        "shared label": rf"\b(?:{shared}\s*:|{shared_headings}\b)|الموقع",
        # Of titles
        "role": rf"(?i)\b(?:{roles}|\w*{german}(?:[/:*_]?in(?:nen)?|s|es)?)s?\b|\b(?:is|are) hiring\b"
        r"|^(?:senior|junior|head of|chief|sr\.?|jr\.?|vp) |\((?:[mwfdxgh]|all genders)(?: ?[/|*] ?[mwfdxgh]){1,3}\)"
        rf"|\b[hf]/[hf]\b|\b\d\d ?[-–] ?100 ?%|{marks}",
        "paid": r"(?i)(?:[$€£]|\b(?:usd|eur|gbp) ?)\d[\d,.]*k?\s*(?:[-–]\s*[$€£]?\d[\d,.]*k?\s*)?"
        r"(?:/|per |an? |p\.?[ah]\b)",
        "offered": r"(?i)^\W*\[?(?:hiring|job|vacancy|task)\b\]",  # in forums where others write "[For hire]"
        "sought": r"(?i)^\W*\[?(?:for ?hire|offer|hire me)\b\]|\bseeking (?:a )?(?:position|employment|work|job)\b",
        # Of channels
        "job channel": rf"(?i)\b(?:{both}|{expression('jobs', 'invited')})\b|jobs?\b|{unspaced}",
        "certain channel": rf"(?i)\b{jobs}\b|jobs?\b|{unspaced}"
        r"|\bcareers\b(?!.*\b(?:events?|courses?|fairs?|advice|service|week|stories|insights)\b)",
        # "Library Jobs", and not "Jobs report"
        "board channel": rf"(?i)\b(?:{jobs}|job (?:board|listings|offers))\s*$|{unspaced}",
        # "Events Recruitment Ltd", which places the people of a trade
        "agency channel": r"(?i)\b(?:recruit(?:ment|ers|ing)|staffing|personnel)"
        r"(?: (?:group|agency|consultan\w+|services|solutions|partners))*(?:,? (?:ltd|limited|llc|inc|gmbh)\.?)?\s*$",
    }


@cache
def _of_articles() -> dict[str, str]:
    folders, beginnings, events, sentences, inviting, others = (
        expression("articles", section)
        for section in ("folders", "beginnings", "events", "sentences", "inviting", "other things")
    )
    ends = r"(?=\s*(?:$|[-–|:,(/]|(?:for|in|at|on|with|programme|program|20\d\d)\b))"
    return {
        "article folder": rf"/(?:{folders}|viewtopic\.php|(?:[a-z]+-)*advice"
        r"|(?:19|20)\d\d/[a-z0-9]{1,3}/\d\d?)(?:/|$)",
        "article title": rf"(?i)^{beginnings}\b|\b{events}\b|\?$"
        r"|^(?:\d+ (?:ways|tips|things|reasons|mistakes|steps)|\d+ (?:[^\W\d_]+ ){1,3}(?:every|that|you|which)|top \d+"
        r"|ep(?:isode|\.)? ?\d+|(?:an? |the )?(?:ultimate )?(?:guide|introduction) to"
        r"|the (?:future|rise|art|case) (?:of|for)|releases? v?\d|v?\d+\.\d+)\b"
        r"|^(?:re|watch|video):|^meet (?!and\b|&)",
        # Addressed to a reader (unlike "US", "Nurse I" and "Our Lady"), or a sentence
        "told": r"\b(?:[Oo]ur(?! Lady)|[Yy]our|[Ww]e|[Mm]y|us|[Hh]ere's)\b|^I [a-z']|\bI'(?:m|ve|d)\b"
        rf"|(?<![/(*-])\b(?:{sentences}|can(?! (?:be|start|train|work|drive))|votes?(?= (?:to|for|on|against))"
        r"|[Ww]ie(?! (?:du|sie)\b)|est(?!\.))\b(?![/)*])|\b\d[\d,.]+ (?:new )?jobs\b",
        "inviting": rf"(?i)\b{inviting}",
        # Like a heading, unlike "The Acme Group - Cook" and "La Cantina: cuoco", which begin with the employer
        "headed": r"^(?:The|Les?|La|El|L[ao]s|Il|Gli|Os|Der|Die|Das) [^-–—|:@(/]*$",
        "other title": rf"(?i)\b(?:{others}|(?<!of )(?<!& )(?<!and )training){ends}"
        r"|\b\d+ ?-?bed(?:room)?s?\b|\bfor sale\b|\b(?:careers?|jobs?|recruitment) fair\b"
        r"|\b(?:supply|provision|procurement) of\b|\bto (?:let|rent)\b|% off\b",
        # A role that is only mentioned: "Tools for recruiters"
        "concerned": r"(?i)(?<!looking)(?<!search)(?<!call)(?<!openings)(?<!vacancies)(?<!jobs)"
        r" for (?:[\w-]+ ){0,2}[\w-]+s\b",
        "article channel": rf"(?i)\b{expression('articles', 'channels')}\b"
        rf"|{expression('articles', 'unspaced channels')}",
        "software channel": rf"(?i)\b{expression('articles', 'software channels')}\b|^(?:issues|pull requests)\b",
        "other channel": rf"(?i)\b(?:{expression('articles', 'other channels')}"
        r"|(?<!recruitment )(?<!vacancy )(?<!job )notices|companies(?! (?:hiring|that|with|are)))\b",
        "other jobs": rf"(?i)\b{expression('articles', 'other jobs')}\b",
    }
