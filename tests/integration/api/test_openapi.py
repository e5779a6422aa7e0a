"""The description of the API is true to the code: schemathesis calls what it says and looks at what comes back."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from jsonschema import Draft202012Validator

from job_importer.api.openapi import routes_of, served_at
from job_importer.api.properties import TABLE
from job_importer.api.resolver import resolver
from job_importer.connections import Context
from job_importer.mongo import Db
from job_importer.observability import logger
from tests.support.api_client import OPERATOR, VIEWER, Client, rest_event
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
    assert {route.openapi_path for route in routes_of(resolver)} == set(document["paths"])
    assert document["security"] == [{"token": []}]
    assert document["paths"]["/health"]["get"]["security"] == []
    assert "text/csv" in document["paths"]["/imports"]["get"]["responses"]["200"]["content"]
    assert "422" not in str(document["paths"])


OPERATIONS = """
changeFeeds deleteOneFeed followJobs getCodes getFeedHistory getHealth getImport getJob getOneFeed getOpenapi
getOverview getSnapshot getStats getToday listAudit listEvents listFailures listFeeds listImportChanges
listImportFailures listImports listJobs listReasons patchOneFeed putOneFeed replayImport startImports
"""


def test_operations_keep_their_ids(viewer: Client) -> None:
    """Clients are generated from them: one that is here is never renamed."""
    document = viewer.get("/openapi.json").json
    found = [operation["operationId"] for verbs in document["paths"].values() for operation in verbs.values()]
    assert sorted(found) == sorted(set(found))
    assert set(OPERATIONS.split()) <= set(found)


def properties(document: Any) -> Iterator[tuple[str, Any]]:
    for model, schema in document["components"]["schemas"].items():
        yield from ((f"{model}.{name}", found) for name, found in schema.get("properties", {}).items())


def test_every_property_and_parameter_has_a_description(viewer: Client) -> None:
    document = viewer.get("/openapi.json").json
    assert len(list(properties(document))) > 300
    assert [name for name, found in properties(document) if not found.get("description")] == []
    operations = [operation for verbs in document["paths"].values() for operation in verbs.values()]
    parameters = [parameter for operation in operations for parameter in operation.get("parameters", [])]
    assert [parameter["name"] for parameter in parameters if not parameter.get("description")] == []


def test_every_property_has_an_example_that_is_valid_or_is_made_of_some_that_have(viewer: Client) -> None:
    document = viewer.get("/openapi.json").json
    without = [found for _, found in properties(document) if "examples" not in found]
    assert all("#/components/schemas/" in str(found) for found in without)
    for name, found in properties(document):
        for example in found.get("examples", ()):
            schema = found | {"components": document["components"]}
            errors = [error.message for error in Draft202012Validator(schema).iter_errors(example)]
            assert (name, errors) == (name, [])
            assert "text" not in (example, str(example).strip("[]'")), name


def test_each_line_of_the_table_is_of_use(viewer: Client) -> None:
    table = tomllib.loads(TABLE.read_text("utf-8"))
    document = viewer.get("/openapi.json").json
    known = {part for name, _ in properties(document) for part in (name, name.partition(".")[2])}
    assert set(table["about"]) | set(table["examples"]) <= known


@pytest.mark.parametrize(
    ("path", "headers", "address"),
    [
        ("/local/openapi.json", {}, "https://api.example.com/local"),
        ("/openapi.json", {"X-Forwarded-Proto": "http"}, "http://api.example.com"),
        ("/jobs/openapi.json", {}, "https://api.example.com/jobs"),
    ],
)
def test_the_description_says_where_the_api_is(path: str, headers: dict[str, str], address: str) -> None:
    event = rest_event("GET", "/openapi.json", headers)
    event["requestContext"]["path"] = path
    assert served_at(APIGatewayProxyEvent(event)) == address


def test_the_stage_is_part_of_the_address(viewer: Client) -> None:
    assert viewer.get("/openapi.json").json["servers"] == [{"url": "https://api.example.com/local"}]
