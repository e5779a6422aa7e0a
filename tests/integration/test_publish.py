"""The page in its bucket, as a browser will find it."""

import json
from pathlib import Path

import pytest

from tests.conftest import Aws
from tools.local import page


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "page"
    (folder / "views").mkdir(parents=True)
    (folder / "index.html").write_text("<script type=module src=app.mjs></script>")
    (folder / "app.mjs").write_text("export {}")
    (folder / "views" / "run.js").write_text("export {}")
    monkeypatch.setattr(page, "PAGE", folder)
    return folder


def published(aws: Aws, cache: Path) -> dict[str, str]:
    """Key and content type of what lies in the bucket."""
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="site")
    page.publish(s3, "site", "http://127.0.0.1/api", cache)
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket="site")["Contents"]]
    return {key: s3.head_object(Bucket="site", Key=key)["ContentType"] for key in keys}


def test_every_file_has_a_type_that_browsers_accept(aws: Aws, site: Path, tmp_path: Path) -> None:
    assert published(aws, tmp_path) == {
        "index.html": "text/html",
        "app.mjs": "text/javascript",
        "views/run.js": "text/javascript",
        "config.json": "application/json",
    }


def test_the_page_is_told_where_its_api_is(aws: Aws, site: Path, tmp_path: Path) -> None:
    published(aws, tmp_path)
    body = aws.client("s3").get_object(Bucket="site", Key="config.json")["Body"].read()
    assert json.loads(body) == {"apiBase": "http://127.0.0.1/api"}


def test_the_library_comes_along_where_the_page_imports_it(aws: Aws, site: Path, tmp_path: Path) -> None:
    (site / "views" / "run.js").write_text('import { html } from "../vendor/htm-preact.js"')
    (tmp_path / f"htm-{page.HTM}.js").write_text("export const html = 1")  # as fetched before
    assert published(aws, tmp_path)["vendor/htm-preact.js"] == "text/javascript"


@pytest.mark.parametrize(
    ("api_origin", "policy"),
    [(None, "connect-src 'self';"), ("https://api.example", "connect-src 'self' https://api.example;")],
)
def test_the_page_may_connect_to_its_api_and_nowhere_else(
    aws: Aws, site: Path, tmp_path: Path, api_origin: str | None, policy: str
) -> None:
    (site / "index.html").write_text("<meta content=\"default-src 'none'; connect-src 'self'; base-uri 'none'\">")
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="site")
    page.publish(s3, "site", "https://api.example/prod", tmp_path, api_origin=api_origin)
    assert policy in s3.get_object(Bucket="site", Key="index.html")["Body"].read().decode()


def test_the_real_page_has_the_policy_that_publishing_extends() -> None:
    assert "connect-src 'self'" in (page.PAGE / "index.html").read_text()
