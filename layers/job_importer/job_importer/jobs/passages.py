"""Finds passages in texts, as sequences of words, knowing only their keyed digests. Pure.

A word is letters and digits, in any case. What is between two words does not count: spaces, punctuation, markup,
entities, escapes of addresses and of JSON. So `jane%40example.com` and `Jane@<b>example</b>.com` are one passage.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from job_importer.caching import Memory

MASK = "***"
_WORD = re.compile(
    r"%[0-9a-f]{2}|\\u[0-9a-f]{4}|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});|</?[a-z][a-z0-9]*|([^\W_]+)", re.IGNORECASE
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in a block list: its digest, that of its first word, and its number of words."""

    digest: bytes
    first: bytes
    words: int


class Passages:
    """The passages that texts are searched for. `key` is secret: without it the digests reveal nothing."""

    def __init__(self, passages: list[Passage], key: bytes) -> None:
        self._key = key
        self._lengths = sorted({passage.words for passage in passages})
        self._firsts = {passage.first for passage in passages}
        self._digests = {passage.digest for passage in passages}
        self._digest_of_word = Memory(self._digest)

    def passage(self, text: str) -> Passage:
        words = [word for word, _ in words_of(text)]
        return Passage(self._digest(" ".join(words)), self._digest(words[0]) if words else b"", len(words))

    def mask(self, text: str) -> str:
        """`text` itself, or with each word of the passages masked; what is between these words stays."""
        for start, end in sorted(self._spans(text), reverse=True):
            text = f"{text[:start]}{MASK}{text[end:]}"
        return text

    def finds(self, text: str) -> bool:
        return bool(self._spans(text))

    def _spans(self, text: str) -> set[Span]:
        words = words_of(text) if self._digests else []
        found: set[Span] = set()
        for n, (word, _) in enumerate(words):
            if self._digest_of_word[word] in self._firsts:
                for length in self._lengths:
                    passage = words[n : n + length]
                    if self._digest(" ".join(word for word, _ in passage)) in self._digests:
                        found |= {span for _, span in passage}
        return found

    def _digest(self, words: str) -> bytes:
        data = words.encode("utf-8", "surrogatepass")
        return blake2b(data, digest_size=16, key=self._key, person=b"passage").digest()


def words_of(text: str) -> list[tuple[str, Span]]:
    """Each word in the form that is compared, and its position."""
    return list(_words(text))


def _words(text: str) -> Iterator[tuple[str, Span]]:
    for match in _WORD.finditer(text):
        if word := match[1]:
            plain = word if word.isascii() else unicodedata.normalize("NFKC", word)
            yield plain.casefold(), match.span()
