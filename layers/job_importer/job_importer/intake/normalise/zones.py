"""Names of months and zones as they stand in dates."""

import re
from datetime import timedelta

_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}

# RFC 822, 5.1, and other zones of job feeds. Of those that two places share, the one that names its zone in feeds:
# IST is India's, BST Britain's, CST and AST America's.
_HOURS = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0.0),
    **{"est": -5.0, "edt": -4.0, "cst": -6.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0, "pdt": -7.0},
    **{"akst": -9.0, "akdt": -8.0, "hst": -10.0, "nst": -3.5, "ndt": -2.5, "adt": -3.0, "ast": -4.0},
    **{"bst": 1.0, "west": 1.0, "cet": 1.0, "mez": 1.0, "cest": 2.0, "mesz": 2.0, "eet": 2.0, "eest": 3.0, "msk": 3.0},
    **{"sast": 2.0, "jst": 9.0, "kst": 9.0, "awst": 8.0, "acst": 9.5, "acdt": 10.5, "aest": 10.0, "aedt": 11.0},
    **{
        "ist": 5.5,
        "sgt": 8.0,
        "hkt": 8.0,
        "nzst": 12.0,
        "nzdt": 13.0,
        "brt": -3.0,
        "art": -3.0,
        "uyt": -3.0,
        "clst": -3.0,
    },
    **{"clt": -4.0, "vet": -4.0, "bot": -4.0, "cot": -5.0, "pet": -5.0, "wat": 1.0, "cat": 2.0, "eat": 3.0, "trt": 3.0},
    **{"idt": 3.0, "irst": 3.5, "gst": 4.0, "pkt": 5.0, "npt": 5.75, "ict": 7.0, "wib": 7.0, "wita": 8.0, "wit": 9.0},
    **{"pht": 8.0, "myt": 8.0},
    **{"et": -5.0, "ct": -6.0, "mt": -7.0, "pt": -8.0},  # an hour off in summer, which is better than half a day
}
_NUMERIC = re.compile(r"(?:GMT|UTC)?([+-])(\d\d?)(?::?(\d\d))?", re.IGNORECASE)


def zone_offset(zone: str) -> timedelta:
    """What to subtract from a local time to get UTC. A zone that is not known counts as UTC, as RFC 2822, 4.3 says."""
    if match := _NUMERIC.fullmatch(zone):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return -offset if match[1] == "-" else offset
    return timedelta(hours=_HOURS.get(zone.lower(), 0.0))
