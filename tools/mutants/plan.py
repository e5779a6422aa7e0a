"""Which modules decide, and which tests belong to them: quick ones first, since the first failure ends a trial."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = Path("layers/job_importer/job_importer")


@dataclass(frozen=True)
class Group:
    """The modules of a room, but for those that decide nothing, and the tests that have to notice a change in them."""

    room: str
    tests: tuple[str, ...]
    without: tuple[str, ...] = ("__init__.py", "model.py")

    def modules(self) -> list[Path]:
        return sorted(path for path in (ROOT / PACKAGE / self.room).glob("*.py") if path.name not in self.without)


_PIPELINE = (
    "tests/integration/test_guards.py",
    "tests/integration/test_consumer.py",
    "tests/integration/test_importer.py",
    "tests/integration/test_reconciler.py",
    "tests/integration/test_replays.py",
    "tests/integration/test_importer_rivals.py",
    "tests/integration/test_importer_attempts.py",
)
GROUPS = (
    Group("runs", ("tests/unit/runs", "tests/unit/feeds", "tests/integration/test_days.py", *_PIPELINE)),
    Group("runs/judgement", ("tests/unit/judgement", "tests/integration/test_fill.py")),
    Group(
        "jobs", ("tests/unit/jobs", "tests/integration/test_fill.py", "tests/integration/api/test_jobs.py", *_PIPELINE)
    ),
    Group(
        "delivery",
        ("tests/unit/delivery", "tests/integration/test_sqs.py", "tests/integration/test_unreadable_secret.py"),
    ),
    Group("feeds", ("tests/unit/feeds", "tests/integration/test_scheduler.py", *_PIPELINE)),
    Group("pipeline", ("tests/unit/test_appraisal.py", "tests/integration/test_scheduler.py", *_PIPELINE)),
    Group("api", ("tests/unit/api", "tests/integration/api"), ("__init__.py", "openapi.py")),
)
