"""Guards in words: what must be so for a clause to count.

Negations are first pushed down to the single comparisons, which three-valued logic allows, so that no sentence says "not (… or …)".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.portal.handbook.labels import Labels, listed
from vangnet.protocol.engine.guards import Combination, Comparison, Fact, Guard, Node, Not, Value

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in"}
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Single:
    """One comparison of one fact; `certainty` says what the guard adds about not knowing."""

    code: str
    operator: str
    value: object
    certainty: str = ""
    other: str = ""

    @property
    def asks_whether_known(self) -> bool:
        """Whether it only asks if the fact is known."""
        return self.value is None and not self.other


@dataclass(frozen=True, slots=True)
class Several:
    """All of, or one of, several parts."""

    word: str
    parts: tuple[Part, ...]


Part = Single | Several


def condition_lines(guard: Guard | None, labels: Labels) -> tuple[str, list[str]]:
    """Say a guard as a list of lines, with the word (`and`, `or`) that binds them."""
    if guard is None:
        return "and", []
    part = _plain(guard.tree, positive=True)
    if isinstance(part, Single):
        return "and", [_single(part, labels)]
    return part.word, [_inline(inner, labels, top=True) for inner in part.parts]


def condition_text(guard: Guard | None, labels: Labels) -> str:
    """Say a guard in one line."""
    return "" if guard is None else _inline(_plain(guard.tree, positive=True), labels, top=True)


def _inline(part: Part, labels: Labels, top: bool = False) -> str:
    if isinstance(part, Single):
        return _single(part, labels)
    text = listed([_inline(inner, labels) for inner in part.parts], part.word)
    return text if top else f"({text})"


def _plain(node: Node, *, positive: bool) -> Part:
    if isinstance(node, Not):
        return _plain(node.inner, positive=not positive)
    if isinstance(node, Combination):
        word = node.word if positive else {"and": "or", "or": "and"}[node.word]
        return _joined(word, [_plain(part, positive=positive) for part in node.parts])
    if isinstance(node, Fact):
        return Single(node.code, "==", positive)
    if isinstance(node, Value):
        return Single("", "==", bool(node.value) == positive)
    return _comparison(node, positive)


def _comparison(node: Comparison, positive: bool) -> Single:
    left, right = node.sides
    operator = node.operator if positive else OPPOSITE[node.operator]
    if isinstance(left, Value):
        left, right, operator = right, left, MIRRORED.get(operator, operator)
    code = left.code if isinstance(left, Fact) else ""
    if isinstance(right, Fact):
        return Single(code, operator, None, other=right.code)
    return Single(code, operator, right.value)


def _joined(word: str, parts: list[Part]) -> Part:
    flat: list[Part] = []
    for part in parts:
        flat += part.parts if isinstance(part, Several) and part.word == word else (part,)
    found = _with_certainty(word, flat)
    return found[0] if len(found) == 1 else Several(word, tuple(found))


def _with_certainty(word: str, parts: list[Part]) -> list[Part]:
    """Fold `x != unknown and x == 1` into "x: 1, certainly", and `x == unknown or x != 1` into "x: not 1, or not known"."""
    operator, certainty = {"and": ("!=", "known"), "or": ("==", "or_unknown")}[word]
    questions = {
        part.code
        for part in parts
        if isinstance(part, Single) and part.asks_whether_known and part.operator == operator
    }
    told = {part.code for part in parts if isinstance(part, Single) and not part.asks_whether_known}
    folded = questions & told
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Single) and part.code in folded:
            if not part.asks_whether_known:
                found.append(replace(part, certainty=certainty))
        else:
            found.append(part)
    return found


def _single(part: Single, labels: Labels) -> str:
    if not part.code:
        return _("always") if part.value == (part.operator == "==") else _("never")
    label = labels.fact(part.code)
    text = pgettext("fact and value", "%(fact)s: %(value)s") % {"fact": label, "value": _value(part, labels)}
    if part.certainty == "known":
        return _("%(condition)s (and that is certain)") % {"condition": text}
    if part.certainty == "or_unknown":
        return _("%(condition)s (or not known)") % {"condition": text}
    return text


def _value(part: Single, labels: Labels) -> str:
    if part.other:
        return f"{_sign(part.operator)} {labels.fact(part.other)}"
    if part.asks_whether_known:
        return _("not known") if part.operator == "==" else _("known")
    if part.operator in ("in", "not in"):
        return _one_of(part, labels)
    if isinstance(part.value, bool):
        return labels.value(part.code, part.value == (part.operator == "=="))
    value = labels.value(part.code, part.value)
    if part.operator == "==":
        return value
    if part.operator == "!=":
        return _("not %(value)s") % {"value": value}
    return _ordered(part.operator, value)


def _one_of(part: Single, labels: Labels) -> str:
    values = part.value if isinstance(part.value, tuple) else (part.value,)
    names = listed([labels.value(part.code, value) for value in values], "or")
    return names if part.operator == "in" else _("not %(value)s") % {"value": names}


def _ordered(operator: str, value: str) -> str:
    sentences = {
        "<": _("less than %(value)s"),
        "<=": _("at most %(value)s"),
        ">": _("more than %(value)s"),
        ">=": _("at least %(value)s"),
    }
    return sentences[operator] % {"value": value}


def _sign(operator: str) -> str:
    return {
        "==": _("the same as"),
        "!=": _("not the same as"),
        "<": _("less than"),
        "<=": _("at most"),
        ">": _("more than"),
        ">=": _("at least"),
    }[operator]
