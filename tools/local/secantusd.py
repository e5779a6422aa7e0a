"""SecantusDB, run by the emulators' own Python, so that a read and a write cost the same however much came before it.

Reads: see `ordered_reads`. With each retryable write the server goes through the answers that it keeps of earlier ones,
up to 10,000 of them for half an hour, until most of its time goes there. A driver retries a write once and at once, so
the last few are enough.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ANSWERS_KEPT = 100


def keep_few_answers(transactions: Any) -> None:
    limit = "_RETRYABLE_RECORD_MAX"
    if not hasattr(transactions, limit):
        sys.exit(f"This SecantusDB has no {limit} any more: see whether {__file__} is still needed.")
    setattr(transactions, limit, ANSWERS_KEPT)


if __name__ == "__main__":
    keep_few_answers(import_module("secantus.transactions"))
    sys.path.append(str(Path(__file__).parent))  # at its end: what lies there hides nothing of the server's
    import_module("write_costs").install()
    import_module("ordered_reads").install()
    sys.exit(import_module("secantus.cli").main())
