"""How fast is the decision about sharing, and how does it compare with other ways to the same answer?"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import casbin

from bench.report import Report, stopwatch
from tests.access.deciding.oracle import Oracle
from tests.access.deciding.questions import BOOK, DAY, RULES, random_question
from vangnet.access.deciding import decide
from vangnet.access.deciding.decision import weigh
from vangnet.access.deciding.examples import participant
from vangnet.access.deciding.vocabulary import CATEGORIES

QUESTIONS = 200_000
SLOW = 20_000
SEED = 20261121
MODEL = """
[request_definition]
r = kind, category, act
[policy_definition]
p = kind, category, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.kind == p.kind && r.category == p.category && r.act == p.act
"""


def measure(number: int | None) -> Report:
    """Decisions per second on one core: remembered, worked out, by the slow oracle, and by casbin."""
    report = Report(
        "deciding",
        "How fast is the decision about sharing?",
        f"Random questions about {len(RULES.kinds)} kinds of organisation, {len(CATEGORIES)} kinds of data and {len(RULES.rules)} rules, "
        "on one core. The goal is 100,000 a second.",
        ("way", "questions", "decisions a second", "against decide"),
    )
    chance = random.Random(SEED)
    asked = [random_question(chance) for _number in range(number or QUESTIONS)]
    RULES.memo.clear()
    fresh = _rate(lambda question: decide(question, BOOK), asked)
    report.row("decide, every question new", f"{len(asked):,}", f"{fresh:,.0f}", "1")
    some = asked[:SLOW]
    for question in some:
        decide(question, BOOK)
    seen = _rate(lambda question: decide(question, BOOK), some * 5)
    report.row("decide, questions seen before", f"{5 * len(some):,}", f"{seen:,.0f}", _times(seen, fresh))
    plain = _rate(lambda question: weigh(question, RULES), asked)
    report.row("decide, without its memory", f"{len(asked):,}", f"{plain:,.0f}", _times(plain, fresh))
    slow = _rate(Oracle().answer, some)
    report.row("slow oracle of the tests", f"{len(some):,}", f"{slow:,.0f}", _times(slow, fresh))
    _matrix(report, chance)
    return report


def _matrix(report: Report, chance: random.Random) -> None:
    """Only who sees what when taking part: a question that casbin can be asked too, with a line for every yes."""
    cells = [(kind, category) for kind in RULES.kinds for category in CATEGORIES]
    questions = {cell: participant(*cell, BOOK, DAY) for cell in cells}
    allowed = [cell for cell in cells if decide(questions[cell], BOOK).allowed]
    enforcer = _casbin(allowed)
    different = sum(
        bool(enforcer.enforce(*cell, "see")) != decide(questions[cell], BOOK).allowed for cell in cells
    )
    picked = [chance.choice(cells) for _number in range(2_000)]
    theirs = _rate(lambda cell: enforcer.enforce(*cell, "see"), picked)
    ours = _rate(lambda cell: weigh(questions[cell], RULES), picked)
    report.row("who sees what: decide, without its memory", f"{len(picked):,}", f"{ours:,.0f}", "1")
    report.row(
        "who sees what: casbin",
        f"{len(picked):,}",
        f"{theirs:,.0f}",
        _times(theirs, ours),
    )
    report.note(
        f"casbin gets {len(allowed)} lines, one for every yes in the matrix of {len(cells)}, and answers yes or no; "
        f"{different} of its answers differ. It gives no rule, source, condition or sentence."
    )


def _casbin(allowed: Iterable[tuple[str, str]]) -> casbin.Enforcer:
    with tempfile.TemporaryDirectory() as folder:
        model, policy = Path(folder) / "model.conf", Path(folder) / "policy.csv"
        model.write_text(MODEL)
        policy.write_text("".join(f"p, {kind}, {category}, see\n" for kind, category in allowed))
        return casbin.Enforcer(str(model), str(policy))


def _rate(decides: Callable[[Any], object], asked: list[Any]) -> float:
    with stopwatch() as watch:
        for question in asked:
            decides(question)
    return len(asked) / watch.wall


def _times(rate: float, other: float) -> str:
    return f"{rate / other:.3g} ×"
