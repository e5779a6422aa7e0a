"""What ends a command: one sentence for the person at the keyboard, and an exit code."""

FAILURE = 1  # the command could not do its work
BAD_FEED = 2  # it could, and the feed is not good


class JobctlError(Exception):
    """Shown as it is, without a traceback."""

    def __init__(self, sentence: str, exit_code: int = FAILURE) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
