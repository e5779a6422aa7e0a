"""A Chromium for the tests: the machine's own, else Debian's package, else Playwright's download."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "chromium-headless-shell"  # Debian's: the same engine without a window, which draws pages for half the CPU
NAMES = (PACKAGE, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")  # macOS


def find_chromium() -> str | None:
    """Path of a Chromium that starts; `CHROMIUM` names one elsewhere. Call it outside of Playwright."""
    return next((place for place in _places() if place and _starts(place)), None)


def _places() -> Iterator[str | None]:
    yield os.environ.get("CHROMIUM")
    yield from (shutil.which(name) for name in NAMES)
    yield str(APPLICATIONS)
    yield _playwrights()


def _starts(place: str) -> bool:
    """A stub that only suggests installing a snap is no browser."""
    try:
        return subprocess.run([place, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except OSError:
        return False


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_chromium() -> None:
    """Debian's package if there is apt-get and permission to use it, else what Playwright brings."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not as_root or shutil.which("sudo")):
        update = subprocess.run([*as_root, "apt-get", "update", "-q"], check=False)
        install = [*as_root, "apt-get", "install", "-q", "-y", "--no-install-recommends", PACKAGE]
        if update.returncode == 0 and subprocess.run(install, check=False).returncode == 0 and find_chromium():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False)


def main() -> None:
    if find_chromium() is None:
        print("There is no Chromium on this machine; installing one for the browser tests.")
        install_chromium()
    found = find_chromium()
    if found is None:
        sys.exit(
            "Chromium could not be installed. Install it yourself, or give its path: CHROMIUM=/path/to/it make test"
        )
    print(f"Browser tests use {found}")


if __name__ == "__main__":
    main()
