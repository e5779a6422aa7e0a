"""A bounded cache of function results, because feeds repeat values."""

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

SIZE = 4_096
LONGEST = 1_000


class Memory(dict[str, Answer]):
    """What a function returns for a text: `memory[text]`. Bounded, also against feeds that fill it with long texts."""

    def __init__(self, function: Callable[[str], Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Answer:
        answer = self._function(text)
        if len(text) <= LONGEST:
            if len(self) >= SIZE:
                self.clear()
            self[text] = answer
        return answer
