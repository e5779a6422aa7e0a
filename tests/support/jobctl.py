"""Running jobctl as from a shell, in this process."""

import json
import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from tools.jobctl.app import main


@dataclass(frozen=True)
class Result:
    exit_code: int
    out: str = field(repr=False)
    err: str = field(repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str) -> Result:
        self.monkeypatch.setattr(sys, "argv", ["jobctl", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = self.capsys.readouterr()
        return Result(int(end.value.code or 0), out, err)
