"""`python -m tools.licences SBOM`: the licences of what the layer is made of, as a Markdown table, from its CycloneDX
bill of materials (https://cyclonedx.org/docs/1.6/json).
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

UNKNOWN = "not said"


def rows(sbom: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Name, version and licences of each component, by name."""
    for component in sorted(sbom["components"], key=lambda component: str(component["name"]).lower()):
        names = dict.fromkeys(filter(None, map(_name, component.get("licenses", ()))))
        yield component["name"], component["version"], ", ".join(names) or UNKNOWN


def _name(choice: dict[str, Any]) -> str:
    licence = choice.get("license", {})
    return str(choice.get("expression") or licence.get("id") or licence.get("name") or "")


def table(sbom: dict[str, Any]) -> str:
    head = ("Component", "Version", "Licence"), ("---", "---", "---")
    return "\n".join(f"| {' | '.join(row)} |" for row in (*head, *rows(sbom)))


if __name__ == "__main__":
    print(table(json.loads(Path(sys.argv[1]).read_text())))
