from hypothesis import given
from hypothesis import strategies as st

from job_importer.delivery.backoff import SQS_MAX_VISIBILITY_SECONDS, retry_delay

almost_one = 1 - 2**-53


def test_the_ceiling_doubles_with_each_delivery_up_to_the_cap() -> None:
    assert [retry_delay(n, base=4, cap=60, jitter=almost_one) for n in range(1, 8)] == [4, 8, 16, 32, 60, 60, 60]


def test_full_jitter_begins_at_zero() -> None:
    assert [retry_delay(n, base=4, cap=60, jitter=0.0) for n in range(1, 4)] == [0, 0, 0]


@given(st.integers(-5, 10_000), st.floats(0.01, 1e6), st.floats(0.01, 1e9), st.floats(0, almost_one))
def test_every_delay_is_one_that_sqs_takes(receive_count: int, base: float, cap: float, jitter: float) -> None:
    assert 0 <= retry_delay(receive_count, base, cap, jitter) <= min(round(cap) + 1, SQS_MAX_VISIBILITY_SECONDS)
