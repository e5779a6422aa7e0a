"""Guesses the legacy encoding (East Asian or Cyrillic) of a text that declares none, or Latin by default.

Bytes that are valid in several encodings are readable text in only one: Japanese has kana, Korean is nearly all Hangul,
Chinese consists mostly of common characters, which have neighbouring codes, and Russian of a few letters.
"""

import re

SAMPLE = 256 * 1024
LABELS = {
    "cp1251": "windows-1251",
    "koi8_r": "koi8-r",
    "euc_jp": "euc-jp",
    "cp932": "shift_jis",
    "cp949": "euc-kr",
    "gb18030": "gb18030",
    "big5hkscs": "big5",
}
LEAST = 30  # bytes beyond ASCII: fewer prove nothing
_HIGH = re.compile(rb"[\x80-\xff]+")
_KANA = re.compile("[\u3041-\u30fe]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_COMMON_RUSSIAN = frozenset("оеаинт")


def guess(data: bytes) -> str | None:
    """Returns the name of the only encoding in which the sample is readable text, if there is one."""
    runs = _HIGH.findall(data)
    high = sum(map(len, runs))
    if high < LEAST or sum(len(run) for run in runs if len(run) > 1) < high * 0.4:
        return None  # in Latin text, letters beyond ASCII stand alone
    if russian := _russian(data):
        return russian
    for codec, letters, share in (("euc_jp", _KANA, 0.15), ("cp932", _KANA, 0.15), ("cp949", _HANGUL, 0.8)):
        if (text := _decoded(data, codec)) is not None and len(letters.findall(text)) >= len(text) * share:
            return codec
    chinese = {codec: _common_chinese(data, codec) for codec in ("gb18030", "big5hkscs")}
    best = max(chinese, key=lambda codec: chinese[codec])
    return best if chinese[best] >= 0.6 else None


def _decoded(data: bytes, codec: str) -> str | None:
    """Returns the decoded characters beyond ASCII. The sample may end in the middle of a character."""
    for end in range(4):
        try:
            text = data[: len(data) - end].decode(codec)
        except UnicodeDecodeError:
            continue
        return "".join(character for character in text if character > "\x7f")
    return None


_FREQUENT = {"gb18030": (0xB0, 0xD7), "big5hkscs": (0xA4, 0xC6)}  # first bytes of the common characters


def _common_chinese(data: bytes, codec: str) -> float:
    text = _decoded(data, codec)
    if not text:
        return 0
    low, high = _FREQUENT[codec]
    spelled = [character.encode(codec) for character in text]
    return sum(len(one) == 2 and low <= one[0] <= high and (one[1] >= 0xA1 or low == 0xA4) for one in spelled) / len(
        text
    )


def _russian(data: bytes) -> str | None:
    """The lower-case letters of windows-1251 have the codes of the capitals in KOI8-R."""
    codec = "cp1251" if len(re.findall(rb"[\xe0-\xff]", data)) > len(re.findall(rb"[\xc0-\xdf]", data)) else "koi8_r"
    text = _decoded(data, codec)
    if not text:
        return None
    letters = text.lower()
    return codec if sum(letter in _COMMON_RUSSIAN for letter in letters) >= len(letters) * 0.3 else None
