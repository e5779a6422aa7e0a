"""A look at a document's bytes that spares a reading: is there any name in it that may tell of other pages?"""

import re
from collections.abc import Iterable
from itertools import chain

_WORDS = rb"next|total|count(?!ry|ries|er|y)|more|page|offset|found(?!e|a)|hits|number|ergebnisse"
_TELLING = re.compile(
    rb'(?:%b)[\w.-]{0,20}"\s*:' % _WORDS  # {"nextPage": …
    + rb"|<[\w:.-]{0,20}(?:%b)[\w.-]{0,20}[\s/>]" % _WORDS  # <totalResults>
    + rb"|[\s:](?:%b)[\w.-]{0,20}\s*=" % _WORDS  # <jobs total=…
    + rb"""|\brel["']?\s*[:=]\s*["']?[^"'<>]{0,40}next""",  # <link rel="next" …, {"rel": "next", …
    re.IGNORECASE,
)
_LONGEST = 128


def may_tell(blocks: Iterable[bytes]) -> bool:
    """True as well where the bytes are of an encoding that cannot be searched like this."""
    tail = b""
    for number, block in enumerate(chain(blocks, [b""])):
        if (number == 0 and b"\0" in block[:8]) or _TELLING.search(tail + block):
            return True
        tail = block[-_LONGEST:]
    return False
