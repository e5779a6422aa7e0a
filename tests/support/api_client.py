"""Calling the API as API Gateway does: real REST proxy events into the real function code."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from job_importer.api.gateway import handle
from job_importer.connections import Context
from tests.support.lambdas import LambdaContext

VIEWER = "viewer-token-for-tests"
OPERATOR = "operator-token-for-tests"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str = field(repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def rest_event(
    method: str, url: str, headers: dict[str, str] | None = None, body: str | None = None, stage: str = "local"
) -> dict[str, Any]:
    """An event of a REST API (payload format 1.0)."""
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    headers = {"Host": "api.example.com"} | (headers or {})
    return {
        "resource": "/{proxy+}",
        "path": parts.path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "requestId": "request-1",
            "stage": stage,
            "path": f"/{stage}{parts.path}",
            "httpMethod": method,
            "resourcePath": "/{proxy+}",
            "identity": {"sourceIp": "203.0.113.7"},
        },
        "body": body,
        "isBase64Encoded": False,
    }


@dataclass(frozen=True)
class Client:
    connections: Context
    token: str | None = None

    def call(self, method: str, url: str, body: Any = None, **headers: str) -> Answer:
        """Underscores in header names stand for hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        answer = handle(rest_event(method, url, sent, text), LambdaContext(), lambda: self.connections)
        return Answer(answer["statusCode"], answer["headers"], answer["body"])

    def get(self, url: str, **headers: str) -> Answer:
        return self.call("GET", url, **headers)
