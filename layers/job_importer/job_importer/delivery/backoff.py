"""How long a failed message waits before it is delivered again."""

SQS_MAX_VISIBILITY_SECONDS = 43_200  # 12 h from the first receipt; the service's limit


def retry_delay(receive_count: int, base: float, cap: float, jitter: float) -> int:
    """Whole seconds to wait after the `receive_count`-th delivery failed: exponential backoff with full jitter.

    `jitter` is uniform in [0, 1). The wait is uniform in [0, min(cap, base * 2**(n-1))], so that consumers that failed
    together do not return together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
    """
    ceiling = min(cap, base * 2.0 ** (min(max(receive_count, 1), 64) - 1), SQS_MAX_VISIBILITY_SECONDS)
    return round(jitter * ceiling)
