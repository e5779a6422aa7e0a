"""Gives every property of the API a description and an example, by its name if its model has none."""

import tomllib
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

TABLE = Path(__file__).with_name("properties.toml")
_RUNS = ("run_id", "replay_of", "overtaken_by", "confirms", "previous_id", "next_id")
_BY_FORMAT = {"date-time": "2026-11-01T12:00:00Z", "date": "2026-11-01", "uri": "https://jobs.example.com/17"}
_BY_TYPE: dict[str, Any] = {"integer": 120, "number": 0.5, "boolean": True, "string": "text"}


def describe_properties(schemas: dict[str, Schema]) -> None:
    """In place."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    for model, schema in schemas.items():
        for name, found in schema.get("properties", {}).items():
            if "description" not in found and (about := _look_up(table["about"], model, name)):
                found["description"] = about
            if "examples" not in found:
                example = example_of(found, schemas, _look_up(table["examples"], model, name), name)
                if example is not None:
                    found["examples"] = [example]


def describe_parameters(parameters: list[Schema]) -> None:
    """In place."""
    table = tomllib.loads(TABLE.read_text("utf-8"))["parameters"]
    for parameter in parameters:
        if "description" not in parameter and parameter["name"] in table:
            parameter["description"] = table[parameter["name"]]


def _look_up(table: dict[str, Any], model: str, name: str) -> Any:
    return table.get(f"{model}.{name}", table.get(name))


def example_of(schema: Schema, schemas: dict[str, Schema], text: str | None, name: str) -> Any:
    """None for what consists of other models: their own properties have examples. `text` is that of a text."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, text, name)
    if "enum" in schema or "const" in schema:
        return schema.get("enum", [schema.get("const")])[0]
    if kinds := schema.get("anyOf") or schema.get("oneOf"):
        return next((found for kind in kinds if (found := example_of(kind, schemas, text, name)) is not None), None)
    match schema.get("type"):
        case None:
            return text
        case "array":
            item = example_of(schema.get("items", {}), schemas, text, name)
            return None if item is None else [item]
        case "object" if "properties" not in schema:
            values = schema.get("additionalProperties")
            value = example_of(values, schemas, text, name) if isinstance(values, dict) else text
            key = example_of(schema.get("propertyNames", {}), schemas, "title", name)
            return None if value is None else {key: value}
        case "string":
            return _text(schema, text, name)
        case kind:
            return max(_BY_TYPE[kind], schema.get("minimum", 0)) if kind == "integer" else _BY_TYPE.get(kind or "")


def _text(schema: Schema, text: str | None, name: str) -> str:
    if schema.get("format") in _BY_FORMAT:
        return _BY_FORMAT[schema["format"]]
    if name in _RUNS or name.endswith("run_id"):
        return "01KHA7ZS000000000000000000"
    return str(text or _BY_TYPE["string"])
