"""The README's first commands do what they say, as they are pasted."""

import re
import subprocess

import pytest

from tests.support.stack import Stack
from tools.local.config import ROOT

pytestmark = pytest.mark.e2e

(FIRST,) = re.findall(r"^Then try:\n\n```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)


def test_the_first_commands_work_as_pasted(stack: Stack) -> None:
    assert stack.run("up").returncode == 0
    done = subprocess.run(
        ["sh", "-e", "-x"],
        input=FIRST,
        cwd=ROOT,
        env=stack.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    commands = [line.split("#")[0].strip() for line in FIRST.splitlines()]
    assert len(commands) >= 5
    assert all(f"+ {command}" in done.stdout for command in commands)
