"""Which worker runs which tests, where several do."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "the deployed stack": ("tests/e2e/", "tests/browser/test_deployed.py"),
    "the worlds, which live once": ("tests/unit/judgement/test_worlds.py",),
    "the installed jobctl": ("tests/integration/jobctl/test_installed.py",),
}
"""What takes long to make and is there once, and the places of the tests that share it."""


class Scheduling(LoadScopeScheduling):
    """A test runs wherever there is a free worker, but for those that have to be together: they begin first."""

    def _split_scope(self, nodeid: str) -> str:
        return shared_by(nodeid) or nodeid


def shared_by(nodeid: str) -> str | None:
    """What the test shares with others; None where it is on its own."""
    return next((what for what, places in TOGETHER.items() if nodeid.startswith(places)), None)
