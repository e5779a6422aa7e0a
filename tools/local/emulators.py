"""How the two emulators are started: MiniStack as AWS, SecantusDB as MongoDB. Both listen on loopback only."""

import os
from pathlib import Path

from tools.local.config import HOST, REGION, ROOT

BIN = Path(os.environ.get("JOB_IMPORTER_EMULATORS", ROOT / ".venv-emulators")) / "bin"
# -P: the modules beside the script are none of the server's.
SECANTUSD = [str(BIN / "python"), "-P", str(Path(__file__).with_name("secantusd.py"))]


def secantus_command(port: int, data: Path, *, test_commands: bool = False) -> list[str]:
    """Durability comes with the client's `journal=true`; `test_commands` adds the fail points that tests arm."""
    command = [*SECANTUSD, "--host", HOST, "--port", str(port), "--storage-path", str(data), "--log-level", "WARNING"]
    return [*command, "--enable-test-commands"] if test_commands else command


def ministack_environment(port: int, home: Path) -> dict[str, str]:
    """The whole environment of MiniStack. All of it leaks into the functions, so it holds nothing of the caller's."""
    return {
        "PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "LANG": "C.UTF-8",
        "AWS_DEFAULT_REGION": REGION,
        "BIND_HOST": HOST,
        "MINISTACK_HOST": HOST,  # queue URLs carry it
        "GATEWAY_PORT": str(port),
        "IOT_MTLS_ENABLED": "0",  # else its MQTT listener binds 0.0.0.0:8883, whatever BIND_HOST says
        "PERSIST_STATE": "1",  # on a graceful stop, to STATE_DIR
        "STATE_DIR": str(home / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(home / "s3"),
    }


def ministack_command() -> list[str]:
    return [str(BIN / "ministack")]
