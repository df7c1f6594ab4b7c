"""Guards: the small language in which an agreement says for whom and when.

A guard is true, false or unknown (`None`). Unknown facts make comparisons unknown; `and`, `or` and `not` follow Kleene's strong
three-valued logic. The text is parsed by Python's own parser, but only a short list of node kinds is let through and turned into
our tree; what runs is generated from that tree, so no call, attribute or arithmetic can ever be reached.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType
from typing import Any

MAX_LENGTH = 1000
MAX_DEPTH = 12
ADVICE = "Use only facts, literals, == != < <= > >= in, and or not, and parentheses."

OPERATORS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_CODE = re.compile(r"[a-z][a-z0-9_]*\Z")


class GuardError(ValueError):
    """A guard that cannot be read: what is wrong and what to do."""

    def __init__(self, message: str, advice: str = ADVICE) -> None:
        super().__init__(f"{message} {advice}")
        self.message = message
        self.advice = advice


# The tree has five kinds of nodes. A comparison's sides are facts or values; everything else combines truths.
class Fact:
    """A fact by its code; alone it is a yes-or-no question."""

    __slots__ = ("code",)

    def __init__(self, code: str) -> None:
        self.code = code


class Value:
    """A literal, or a list of literals after `in`; `None` is the word unknown."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class Comparison:
    """Two sides and an operator."""

    __slots__ = ("left", "operator", "right")

    def __init__(self, left: Fact | Value, operator: str, right: Fact | Value) -> None:
        self.left = left
        self.operator = operator
        self.right = right

    @property
    def asks_whether_known(self) -> bool:
        """Whether this is `fact == unknown` or `fact != unknown`, which always has an answer."""
        return any(isinstance(side, Value) and side.value is None for side in (self.left, self.right))

    @property
    def sides(self) -> tuple[Fact | Value, Fact | Value]:
        """Both sides, left first."""
        return self.left, self.right


class Not:
    """The opposite of one truth."""

    __slots__ = ("inner",)

    def __init__(self, inner: Node) -> None:
        self.inner = inner


class Combination:
    """All of (`and`) or one of (`or`) several truths."""

    __slots__ = ("parts", "word")

    def __init__(self, word: str, parts: tuple[Node, ...]) -> None:
        self.word = word
        self.parts = parts


Node = Fact | Value | Comparison | Not | Combination


class Guard:
    """A compiled guard with its text and the facts it asks for."""

    __slots__ = ("evaluate_by", "facts", "text", "tree")

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.tree = parse(self.text)
        self.facts = tuple(dict.fromkeys(_fact_codes(self.tree)))
        self.evaluate_by = _compile(self.tree)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guard) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Guard({self.text!r})"

    def evaluate(self, facts: Mapping[str, Any]) -> bool | None:
        """Say whether the guard holds for these facts: true, false, or unknown (`None`)."""
        try:
            return self.evaluate_by(facts.get)
        except TypeError:
            # A fact of the wrong kind (a text where a number belongs) is no better than an unknown one.
            return truth(self.tree, facts)

    def asks(self, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """Name the unknown facts that keep the guard unknown; none when it is not unknown."""
        return tuple(dict.fromkeys(_unknown_facts(self.tree, facts)))


def parse(text: str) -> Node:
    """Read a guard into its tree, or say what is wrong with it."""
    if not text:
        raise GuardError("The guard is empty.", "Leave `when` out, or write a condition.")
    if len(text) > MAX_LENGTH:
        raise GuardError(
            f"The guard has {len(text)} characters; the limit is {MAX_LENGTH}.", "Split the clause."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "it is too complicated"
        raise GuardError(f"The guard {text!r} cannot be read: {reason}.") from None
    return _truth_node(body, 0)


def _truth_node(node: ast.AST, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise GuardError(f"The guard is nested more than {MAX_DEPTH} deep.", "Split the clause.")
    if isinstance(node, ast.BoolOp):
        word = "and" if isinstance(node.op, ast.And) else "or"
        return Combination(word, tuple(_truth_node(part, depth + 1) for part in node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return Not(_truth_node(node.operand, depth + 1))
    if isinstance(node, ast.Compare):
        return _comparison(node)
    side = _side(node)
    if isinstance(side, Value) and not isinstance(side.value, bool):
        raise GuardError(f"{ast.unparse(node)} alone is not a condition.", "Compare it with a fact.")
    return side


def _comparison(node: ast.Compare) -> Node:
    sides = [node.left, *node.comparators]
    parts: list[Node] = []
    for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
        word = OPERATORS.get(type(operator))
        if word is None:
            raise GuardError(f"`{ast.unparse(node)}` uses an operator that guards do not have.")
        parts.append(
            _one_comparison(_side(left), word, _side(right, listed=word.endswith("in")), ast.unparse(node))
        )
    return parts[0] if len(parts) == 1 else Combination("and", tuple(parts))


def _one_comparison(left: Fact | Value, word: str, right: Fact | Value, text: str) -> Node:
    if not isinstance(left, Fact) and not isinstance(right, Fact):
        raise GuardError(f"`{text}` compares two literals.", "Compare a fact with a literal.")
    if word == "not in":
        return Not(_one_comparison(left, "in", right, text))
    comparison = Comparison(left, word, right)
    if comparison.asks_whether_known and word not in ("==", "!="):
        raise GuardError(f"`{text}` orders by unknown.", "Only == unknown and != unknown mean something.")
    return comparison


def _side(node: ast.AST, listed: bool = False) -> Fact | Value:
    if listed:
        if not isinstance(node, ast.List | ast.Tuple) or not node.elts:
            raise GuardError(f"`{ast.unparse(node)}` behind `in` is not a list.", "Write in ['a', 'b'].")
        values = tuple(_literal(part) for part in node.elts)
        if None in values:
            raise GuardError(f"`{ast.unparse(node)}` lists unknown.", "Ask `== unknown` apart from the list.")
        return Value(values)
    if isinstance(node, ast.Name) and node.id not in ("true", "false", "unknown"):
        if not _CODE.match(node.id):
            raise GuardError(
                f"`{node.id}` is not a fact code.", "Facts are lower case letters, digits and underscores."
            )
        return Fact(node.id)
    return Value(_literal(node))


def _literal(node: ast.AST) -> Any:
    if isinstance(node, ast.Name) and node.id in ("true", "false", "unknown"):
        return {"true": True, "false": False, "unknown": None}[node.id]
    if (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and isinstance(node.operand, ast.Constant)
    ):
        number = _literal(node.operand)
        if isinstance(number, int | float):
            return -number
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | str):
        if isinstance(node.value, bool):
            raise GuardError(f"`{node.value}` is not a word of guards.", "Write true or false.")
        if isinstance(node.value, float) and not math.isfinite(node.value):
            raise GuardError("A number in the guard is too large.", "Write a number that a fact can have.")
        return node.value
    raise GuardError(f"`{ast.unparse(node)}` is not allowed in a guard.")


def truth(tree: Node, facts: Mapping[str, Any]) -> bool | None:
    """Walk the tree slowly and safely; a comparison of values of different kinds is unknown."""
    if isinstance(tree, Value):
        return bool(tree.value)
    if isinstance(tree, Fact):
        value = facts.get(tree.code)
        return value if isinstance(value, bool) else None
    if isinstance(tree, Not):
        inner = truth(tree.inner, facts)
        return None if inner is None else not inner
    if isinstance(tree, Combination):
        return _combine(tree.word, [truth(part, facts) for part in tree.parts])
    return _compare(tree, facts)


def _combine(word: str, truths: list[bool | None]) -> bool | None:
    decisive = word == "or"
    if decisive in truths:
        return decisive
    return None if None in truths else not decisive


def _compare(node: Comparison, facts: Mapping[str, Any]) -> bool | None:
    left, right = (facts.get(side.code) if isinstance(side, Fact) else side.value for side in node.sides)
    if node.asks_whether_known:
        return (left is right) == (node.operator == "==")
    if left is None or right is None:
        return None
    try:
        return bool(COMPARE[node.operator](left, right))
    except TypeError:
        return None


COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "in": lambda left, right: left in right,
}


def _fact_codes(tree: Node) -> Iterable[str]:
    if isinstance(tree, Fact):
        yield tree.code
    for child in children(tree):
        yield from _fact_codes(child)


def children(tree: Node) -> tuple[Node, ...]:
    """Give the direct parts of a node."""
    if isinstance(tree, Not):
        return (tree.inner,)
    if isinstance(tree, Combination):
        return tree.parts
    return tree.sides if isinstance(tree, Comparison) else ()


def _unknown_facts(tree: Node, facts: Mapping[str, Any]) -> Iterable[str]:
    if isinstance(tree, Value) or truth(tree, facts) is not None:
        return
    if isinstance(tree, Not | Combination):
        for child in children(tree):
            yield from _unknown_facts(child, facts)
        return
    sides = (tree,) if isinstance(tree, Fact) else tree.sides
    yield from (side.code for side in sides if isinstance(side, Fact))


def _compile(tree: Node) -> Callable[[Callable[[str], Any]], bool | None]:
    source = f"lambda get: {_Source().write(tree)}"
    code = compile(source, "<guard>", "eval")
    function: Callable[[Callable[[str], Any]], bool | None] = FunctionType(code, {"__builtins__": {}})()
    return function


class _Source:
    """Writes a tree as one Python expression; every name in it is ours, every literal goes through repr."""

    def __init__(self) -> None:
        self.names = 0

    def name(self) -> str:
        self.names += 1
        return f"v{self.names}"

    def write(self, tree: Node) -> str:
        if isinstance(tree, Value):
            return repr(tree.value)
        if isinstance(tree, Fact):
            name = self.name()
            return f"({name} if ({name} := get({tree.code!r})) is True or {name} is False else None)"
        if isinstance(tree, Not):
            name = self.name()
            return f"(None if ({name} := {self.write(tree.inner)}) is None else not {name})"
        if isinstance(tree, Combination):
            return self.combination(tree)
        return self.comparison(tree)

    def combination(self, tree: Combination) -> str:
        decisive = tree.word == "or"
        names = [self.name() for _ in tree.parts]
        unknown = " or ".join(f"{name} is None" for name in names)
        text = f"(None if {unknown} else {not decisive})"
        for name, part in zip(reversed(names), reversed(tree.parts), strict=True):
            text = f"({decisive} if ({name} := {self.write(part)}) is {decisive} else {text})"
        return text

    def comparison(self, tree: Comparison) -> str:
        facts = [side.code for side in tree.sides if isinstance(side, Fact)]
        if tree.asks_whether_known:
            word = "is" if tree.operator == "==" else "is not"
            return f"(get({facts[0]!r}) {word} None)"
        names = {code: self.name() for code in facts}
        left, right = (
            names[side.code] if isinstance(side, Fact) else repr(side.value) for side in tree.sides
        )
        unknown = " or ".join(f"({name} := get({code!r})) is None" for code, name in names.items())
        return f"(None if {unknown} else {left} {tree.operator} {right})"
