"""`python -m tools.deploy ENV`: deploy what `make build` has built, bring the database and the page along, and say how
to reach all of it. From the environment: REGION, MONGO_URI (the first time), PARAMETERS, LAYER_PYTHON, LAYER_ARCH.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

BIN = Path(sys.executable).parent


class DeployError(Exception):
    """Something that the user can fix; the text says how."""


def region_of(environment: Mapping[str, str]) -> str:
    """Raises DeployError: no region would be right for everybody."""
    found = next(
        (environment[name] for name in ("REGION", "AWS_REGION", "AWS_DEFAULT_REGION") if environment.get(name)), ""
    )
    if not found:
        raise DeployError("Give the region: make deploy REGION=eu-central-1 …")
    return found


def parameters_of(environment: Mapping[str, str], stage: str) -> dict[str, str]:
    """The template's parameters; MongoUri only if it is given, since the stack keeps the one it has."""
    values = {
        "Environment": stage,
        "PythonRuntime": f"python{environment.get('LAYER_PYTHON', '3.13')}",
        "Architecture": environment.get("LAYER_ARCH", "arm64"),
    }
    if uri := environment.get("MONGO_URI"):
        values["MongoUri"] = uri
    for word in shlex.split(environment.get("PARAMETERS", "")):
        name, equals, value = word.partition("=")
        if not equals:
            raise DeployError(f"PARAMETERS has {word!r}, which is not Name=value.")
        values[name] = value
    return values


@contextmanager
def parameter_file(values: Mapping[str, str]) -> Iterator[str]:
    """The value of --parameter-overrides: a private file, since everybody can read a command line."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "parameters.yaml")  # JSON is YAML; mkdtemp's folder is its owner's alone
        file.write_text(json.dumps(values))
        yield f"file://{file}"


def deploy(stage: str, environment: Mapping[str, str]) -> None:
    """Raises DeployError, CalledProcessError."""
    region, stack = region_of(environment), f"job-importer-{stage}"
    here = {**environment, "AWS_REGION": region, "AWS_DEFAULT_REGION": region}
    with parameter_file(parameters_of(environment, stage)) as overrides:
        call = [
            str(BIN / "sam"),
            "deploy",
            "--config-env",
            stage,
            "--region",
            region,
            "--parameter-overrides",
            overrides,
        ]
        subprocess.run(call, check=True, env=here)
    subprocess.run([BIN / "jobctl", "db", "prepare", "--stack", stack], check=True, env=here)
    subprocess.run([sys.executable, "-m", "tools.publish", stack], check=True, env=here)
    subprocess.run([sys.executable, "-m", "tools.smoke", stack], check=True, env=here)


if __name__ == "__main__":
    try:
        deploy(sys.argv[1], os.environ)
    except DeployError as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
