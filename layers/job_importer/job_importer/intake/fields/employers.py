"""What the name of an employer looks like: where it can be one only, and where it may be anything else."""

import re

LONGEST_NAME = 80

_NOBODY = re.compile(
    r"(?i)(?:who|why|how|what|when|where|urgent(?:ly)?(?! care)|now|currently|immediately|actively"
    r"|everyone|anyone|nobody|it|he|she|this|that|my|our|we"
    r"|your|a|an|the company|company|client|home|night"
    r"|sea|heart|scale|risk|work|height|large|least|once|weekends?|short notice|reception"
    r"|christmas|easter|(?:grade|band|level|key stage|fortune|big) \d+|ks ?\d"
    r"|(?:primary|secondary|nursery|high|special|dental|gp|medical|veterinary|vet|law)"
    r" (?:school|practice|surgery|clinic|firm|office)$"
    r"|(?:leading|top|large|major|growing|reputable|local|busy|established) (?:.* )?(?:company|firm|bank|start-?up"
    r"|chain|restaurant|hotel|retailer|agency|client|employer|school|group|practice|business))(?:\W|$)"
)
# Where one works rather than for whom: "Usher at Bath Law Courts"
_SITE = re.compile(
    r"(?i)\b(?:airport|mall|station|campus|sites?|branch|office|home|level|night|hours?|rate|cent(?:er|re)|courts?|prison"
    r"|plant|warehouse|depot|terminal|headquarters|hq|event|festival|camp|park|store|shop)$"
)
# Without those that are also a state: "Calgary, AB", "Reno, NV"
_LEGAL = re.compile(
    r"(?i)\w\.?,?\s(?:inc|llc|llp|ltd|limited|plc|corp|corporation|gmbh|mbh|ag|kg|ug|e\.\s?v|s\.a|sas|s\.?a\.?r\.?l"
    r"|s\.?r\.?l|s\.?p\.?a|s\.l|b\.?v|n\.v|a/s|oyj?|pty|pvt|sp\. z o\.o|k\.k)\.?$"
)
_BODY = re.compile(
    r"(?i)\b(?:university|universität|université|college|council|hospital|foundation|institute|ministry)\b"
)
# "College Recruiter" and "Hospital Jobs" list the jobs of others
_BOARD = re.compile(r"(?i)\b(?:recruiters?|recruitment|careers?|jobs?)\b")


def is_legal(name: str) -> bool:
    """ "Acme Ltd", "Muster GmbH"."""
    return len(name) <= LONGEST_NAME and _LEGAL.search(name) is not None


def is_certain(name: str) -> bool:
    return is_legal(name) or (_BODY.search(name) is not None and _BOARD.search(name) is None)


def is_site(name: str) -> bool:
    return _SITE.search(name) is not None


def name_of(text: str) -> str | None:
    """None for what is no name: "our client", "night", a place behind a comma."""
    name = text.strip(" ,-–—")
    if "," in name and not is_legal(name):
        return None
    known = 1 < len(name) <= LONGEST_NAME and (name[0].isupper() or name[0].isdigit() or not name[0].isascii())
    return name if known and not _NOBODY.match(name) else None
