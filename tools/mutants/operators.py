"""The mutations: comparisons, conditions, constants, and the filters of database queries.

The first are cosmic-ray's (https://cosmic-ray.readthedocs.io), without its changes of numbers, most of which are those
of projections and sizes. It does not know that a dict may be a query: two operators of our own take a condition out of
one, and move its bounds.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

Span = tuple[tuple[int, int], tuple[int, int]]

_CHOSEN = re.compile(
    r"core/(?:AddNot|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue"
    r"|ReplaceUnaryOperator_Delete_Not|ZeroIterationForLoop|ReplaceBreakWithContinue|ReplaceContinueWithBreak"
    r"|ReplaceBinaryOperator_(?:Add_Sub|Sub_Add|Mul_Div|Div_Mul)"
    r"|ReplaceComparisonOperator_(?:Eq_NotEq|NotEq_Eq|Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Is_IsNot|IsNot_Is|In_NotIn|NotIn_In))"
)
_DECLARES = re.compile(r"\s*(?:@dataclass|model_config|if TYPE_CHECKING)\b")  # mypy and the speed tell, not tests
_CHECKS_LENGTHS = re.compile(r"\bzip\(.*\bstrict=True\b")  # of what is as long by its making: a remark, too
_BOUNDS = {"$lt": "$lte", "$lte": "$lt", "$gt": "$gte", "$gte": "$gt", "$eq": "$ne", "$ne": "$eq", "$and": "$or"}


class MoveBound(Operator):  # type: ignore[misc]
    """`{"$lte": x}` becomes `{"$lt": x}`, and so on."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if node.type == "string" and node.value.strip("\"'") in _BOUNDS:
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        name = node.value.strip("\"'")
        node.value = node.value.replace(name, _BOUNDS[name])
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class DropEntry(Operator):  # type: ignore[misc]
    """`{"_id": a, "state": b}` becomes `{"_id": a}`: every entry but the first in turn."""

    def mutation_positions(self, node: Any) -> Iterator[Span]:
        if node.type == "dictorsetmaker":
            for entry in self._entries(node)[1:]:
                yield entry[0].start_pos, entry[-1].end_pos

    def mutate(self, node: Any, index: int) -> Any:
        dropped = self._entries(node)[index + 1]
        node.children = [child for child in node.children if child not in dropped]
        return node

    @staticmethod
    def _entries(node: Any) -> list[list[Any]]:
        """`key : value ,` and `** value ,`, each with its comma; of a set there are none."""
        entries: list[list[Any]] = [[]]
        for child in node.children:
            entries[-1].append(child)
            if child.type == "operator" and child.value == ",":
                entries.append([])
        found = [entry for entry in entries if entry]
        return found if all(len(entry) > 2 and entry[1].value == ":" for entry in found if _is_plain(entry)) else []

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


def _is_plain(entry: list[Any]) -> bool:
    return not (entry[0].type == "operator" and entry[0].value == "**")


OPERATORS: dict[str, Operator] = {
    **{name: get_operator(name)() for name in operator_names() if _CHOSEN.fullmatch(name)},
    "own/MoveBound": MoveBound(),
    "own/DropEntry": DropEntry(),
}


def mutations(source: Path) -> Iterator[tuple[str, int, int]]:
    """Every (operator, occurrence, line) that there is in a module."""
    code = source.read_text()
    tree, lines = get_ast(code), code.splitlines()
    for name, operator in OPERATORS.items():
        spans = (span for node in ast_nodes(tree) for span in operator.mutation_positions(node))
        for occurrence, ((line, _), _) in enumerate(spans):
            text = lines[line - 1]
            is_remark = name == "core/ReplaceTrueWithFalse" and _CHECKS_LENGTHS.search(text)
            if not _DECLARES.match(text) and not is_remark:
                yield name, occurrence, line


def mutated(source: str, operator: str, occurrence: int) -> str | None:
    """None where the result is no Python, or the same."""
    code: str | None = mutate_code(source, OPERATORS[operator], occurrence)
    if code is None or code == source:
        return None
    try:
        ast.parse(code)  # parso, which has made it, knows no `match`
    except SyntaxError:
        return None
    return code
