"""Which modules decide, and where the tests are that have to notice a change in them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = Path("layers/job_importer/job_importer")

ROOMS = (
    "*.py",
    "api/*.py",
    "api/routes/*.py",
    "api/views/*.py",
    "delivery/*.py",
    "events/*.py",
    "feeds/*.py",
    "fetching/*.py",
    "intake/guard/*.py",
    "intake/identity/*.py",
    "jobs/*.py",
    "paging/*.py",
    "pipeline/*.py",
    "runs/*.py",
    "runs/judgement/*.py",
)
# They name things and decide nothing: types, texts, the words of a language.
DECIDE_NOTHING = {"__init__.py", "model.py", "types.py", "openapi.py", "connections.py", "observability.py", "names.py"}

TESTS = ("tests/unit", "tests/integration")
# Each starts another program or takes minutes; what they notice, quicker tests do as well.
TOO_SLOW = (
    "tests/unit/jobctl",
    "tests/unit/template",
    "tests/integration/jobctl",
    "tests/integration/api/test_openapi.py",
    "tests/integration/test_chaos.py",
    "tests/integration/test_cost.py",
    "tests/integration/test_local_services.py",
    "tests/integration/test_memory.py",
    "tests/integration/test_month.py",
    "tests/integration/test_permissions.py",
    "tests/integration/test_quarter.py",
    "tests/integration/test_series.py",
)


def modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted(path for path in (ROOT / PACKAGE).glob(room) if path.name not in DECIDE_NOTHING)
