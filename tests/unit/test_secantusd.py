"""How the local database is started."""

from types import SimpleNamespace

import pytest

from tools.local.secantusd import keep_few_answers


def test_it_keeps_few_answers_of_earlier_writes() -> None:
    transactions = SimpleNamespace(_RETRYABLE_RECORD_MAX=10_000)
    keep_few_answers(transactions)
    assert transactions._RETRYABLE_RECORD_MAX < 1_000


def test_a_server_that_keeps_them_elsewhere_is_not_started_in_silence() -> None:
    with pytest.raises(SystemExit, match="no _RETRYABLE_RECORD_MAX any more"):
        keep_few_answers(SimpleNamespace())
