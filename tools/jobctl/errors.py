"""Errors that end a command: one sentence for the user, and an exit code."""

FAULT = 1  # something else is at fault: the API, the network, a file, a token
USAGE = 2  # what was typed: an option, an id, a setting
NOT_OK = 2  # of `preview` alone
BAD_FEED = 3  # an import has failed
PARTIAL = 4  # an import has ended with failed jobs
INTERRUPTED = 130  # as shells have it

CODES = (
    "Exit codes: 0 done; 1 a fault (API, network, file, token); 2 usage (an option, an id, a setting); "
    "3 an import failed; 4 an import ended with failed jobs. Of `preview`: 0 ok, 2 not ok."
)


class JobctlError(Exception):
    """Shown as it is, without a traceback. `code` is for programs; from the API, it is the API's."""

    def __init__(
        self, sentence: str, exit_code: int = FAULT, code: str | None = None, request_id: str | None = None
    ) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
        self.code = code or ("usage" if exit_code == USAGE else "fault")
        self.request_id = request_id


def usage(sentence: str) -> JobctlError:
    return JobctlError(sentence, USAGE)
