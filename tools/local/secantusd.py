"""SecantusDB, run by the emulators' own Python, so that a write costs the same however many came before it.

With each retryable write it goes through the answers that it keeps of earlier ones, up to 10,000 of them for half an
hour, until most of its time goes there. A driver retries a write once and at once, so the last few are enough.
"""

import sys
from importlib import import_module
from typing import Any

ANSWERS_KEPT = 100


def keep_few_answers(transactions: Any) -> None:
    limit = "_RETRYABLE_RECORD_MAX"
    if not hasattr(transactions, limit):
        sys.exit(f"This SecantusDB has no {limit} any more: see whether {__file__} is still needed.")
    setattr(transactions, limit, ANSWERS_KEPT)


if __name__ == "__main__":
    keep_few_answers(import_module("secantus.transactions"))
    sys.exit(import_module("secantus.cli").main())
