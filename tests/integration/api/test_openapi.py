"""The description of the API is true to the code: schemathesis calls what it says and looks at what comes back."""

import subprocess
import sys
from pathlib import Path

import pytest

from job_importer.api.resolver import resolver
from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.observability import logger
from tests.support.api_client import OPERATOR, VIEWER, Client
from tests.support.history import add_failure, add_job, add_run
from tests.support.http_api import serve_api
from tests.support.world import add_feed

UNKNOWABLE = "positive_data_acceptance"  # no schema can say which cursors are signed, or which URLs are fetched


@pytest.mark.parametrize("token", [None, OPERATOR])
def test_the_api_is_as_described(connections: Context, db: Db, tmp_path: Path, token: str | None) -> None:
    add_feed(db)
    run = add_run(db, 0, status="partial")
    add_failure(db, run, 0)
    add_job(db, 0, run)
    description = tmp_path / "openapi.json"
    description.write_text(Client(connections, VIEWER).get("/openapi.json").text)
    level = logger.log_level
    logger.setLevel("CRITICAL")
    with serve_api(connections) as url:
        command = [str(Path(sys.executable).with_name("schemathesis")), "run", str(description), "--url", url]
        options = [
            "--max-examples",
            "3",
            "--phases",
            "coverage,fuzzing",
            "--exclude-checks",
            UNKNOWABLE,
            "--no-color",
            "--seed",
            "1",
        ]
        header = ["-H", f"Authorization: Bearer {token}"] if token else []
        done = subprocess.run(
            [*command, *options, *header], cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False
        )
    logger.setLevel(level)
    assert done.returncode == 0, done.stdout[-5_000:]


def test_every_route_is_described_with_its_errors_and_its_token(viewer: Client) -> None:
    document = viewer.get("/openapi.json").json
    routes = resolver._static_routes + resolver._dynamic_routes
    assert {route.openapi_path for route in routes} == set(document["paths"])
    assert document["security"] == [{"token": []}]
    assert document["paths"]["/health"]["get"]["security"] == []
    assert "text/csv" in document["paths"]["/imports"]["get"]["responses"]["200"]["content"]
    assert "422" not in str(document["paths"])
