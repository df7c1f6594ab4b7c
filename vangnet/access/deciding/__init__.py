"""Who may see, record, share or export what: one decision from dated rules. Plain Python, without Django or another package."""

from vangnet.access.deciding.book import RuleBook, RuleVersion
from vangnet.access.deciding.decision import decide
from vangnet.access.deciding.model import (
    Answer,
    Condition,
    Kind,
    Problem,
    Question,
    Rule,
    RuleErrors,
    UnknownCode,
    Words,
)
from vangnet.access.deciding.rules_file import load

__all__ = [
    "Answer",
    "Condition",
    "Kind",
    "Problem",
    "Question",
    "Rule",
    "RuleBook",
    "RuleErrors",
    "RuleVersion",
    "UnknownCode",
    "Words",
    "decide",
    "load",
]
