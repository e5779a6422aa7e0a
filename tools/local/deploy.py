"""Builds and deploys the real template to the local AWS; skips both if nothing has changed."""

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from tools.jobctl.stacks import outputs_of
from tools.local.config import ROOT, StackConfig
from tools.local.services import LocalError

INPUTS = ("template.yaml", "samconfig.toml", "layers", "functions")
ARTIFACTS = "job-importer-artifacts"
GOOD = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"}


def client(config: StackConfig, service: Any) -> Any:
    """A boto3 client of this stack's AWS, whatever the caller's own environment says."""
    keys = config.aws_environment
    return boto3.client(
        service,
        endpoint_url=config.endpoint,
        region_name=keys["AWS_REGION"],
        aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
    )


def is_current(config: StackConfig) -> bool:
    """Whether the deployment was made from the present files. Asks the emulator, which may have forgotten it."""
    stamp = _stamp(config)
    return stamp.exists() and stamp.read_text() == fingerprint(config) and _status(config) in GOOD


def fingerprint(config: StackConfig) -> str:
    """Over everything that goes into a deployment: names and bytes of files, and parameters."""
    digest = hashlib.sha256(json.dumps(_parameters(config), sort_keys=True).encode())
    for path in _input_files():
        digest.update(f"\0{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _input_files() -> Iterator[Path]:
    for name in INPUTS:
        top = ROOT / name
        found = [top] if top.is_file() else sorted(top.rglob("*"))
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _stamp(config: StackConfig) -> Path:
    return config.home / "deployed.sha256"


def deploy(config: StackConfig) -> None:
    """Builds and deploys. Repeatable, also after an interrupted attempt; the log has sam's output."""
    _stamp(config).unlink(missing_ok=True)
    before = fingerprint(config)
    _sam(config, "build", *_build_arguments(config))
    _remove_broken_stack(config)
    _ensure_bucket(config)
    _sam(config, "deploy", *_deploy_arguments(config))
    if _status(config) not in GOOD:
        raise LocalError(f"The stack is {_status(config)}; see {_log(config)}.")
    _stamp(config).write_text(before)


def _ensure_bucket(config: StackConfig) -> None:
    """Where sam puts what it has built. It may exist already."""
    s3 = client(config, "s3")
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):
        s3.create_bucket(Bucket=ARTIFACTS)


def _build_arguments(config: StackConfig) -> list[str]:
    build = config.home / "build"
    return ["--template-file", str(ROOT / "template.yaml"), "--build-dir", str(build), *_overrides(config)]


def _deploy_arguments(config: StackConfig) -> list[str]:
    template = config.home / "build" / "template.yaml"
    names = ["--stack-name", config.stack_name, "--s3-bucket", ARTIFACTS, "--template-file", str(template)]
    return [*names, "--config-env", "local", "--no-progressbar", "--no-fail-on-empty-changeset", *_overrides(config)]


def _overrides(config: StackConfig) -> list[str]:
    return ["--parameter-overrides", *(f"{key}={value}" for key, value in _parameters(config).items())]


def _parameters(config: StackConfig) -> dict[str, str]:
    """The local Lambdas run on this machine's own Python and processor."""
    return {
        "Environment": config.stage,
        "PythonRuntime": f"python{sys.version_info.major}.{sys.version_info.minor}",
        "Architecture": "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x86_64",
        "MongoUri": config.mongo_uri,
        "SchedulerState": "ENABLED" if config.scheduler else "DISABLED",
        "EndpointUrl": config.endpoint,
        "EventsFile": str(config.home / "events.ndjson"),
        "AllowedNetworks": "127.0.0.0/8",  # the feed server is on loopback
    }


def _sam(config: StackConfig, command: str, *arguments: str) -> None:
    """Run sam with this project's Python in front; raise LocalError with the end of what it said when it fails."""
    log = _log(config)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        call = [str(Path(sys.executable).parent / "sam"), command, *arguments]
        done = subprocess.run(
            call, cwd=ROOT, env=_sam_environment(config), stdout=output, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
        raise LocalError(f"`sam {command}` failed; the end of {log}:\n{tail}")


def _sam_environment(config: StackConfig) -> dict[str, str]:
    parameters = _parameters(config)
    native = sys.platform != "linux"  # wheels for Lambda's Linux do not run here
    return {
        **os.environ,
        **config.aws_environment,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHON": sys.executable,
        "LAYER_PYTHON": parameters["PythonRuntime"].removeprefix("python"),
        "LAYER_ARCH": "native" if native else parameters["Architecture"],
        "SAM_CLI_TELEMETRY": "0",
    }


def _log(config: StackConfig) -> Path:
    return config.home / "logs" / "sam.log"


def _status(config: StackConfig) -> str | None:
    """The stack's status; None if there is no such stack."""
    try:
        (stack,) = client(config, "cloudformation").describe_stacks(StackName=config.stack_name)["Stacks"]
        return str(stack["StackStatus"])
    except ClientError:
        return None


def _remove_broken_stack(config: StackConfig) -> None:
    """An interrupted attempt leaves a stack that can be neither updated nor created."""
    if _status(config) in GOOD | {None}:
        return
    cloudformation = client(config, "cloudformation")
    cloudformation.delete_stack(StackName=config.stack_name)
    cloudformation.get_waiter("stack_delete_complete").wait(
        StackName=config.stack_name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
    )


def outputs(config: StackConfig) -> dict[str, str]:
    """The outputs of the deployed stack. Read anew each time: the API's id changes with its definition."""
    return outputs_of(client(config, "cloudformation"), config.stack_name)
