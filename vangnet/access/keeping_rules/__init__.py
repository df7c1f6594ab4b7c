"""How long data are kept, as dated data: pure Python, so that a draft can be tried without a server."""

from vangnet.access.keeping_rules.durations import Duration, DurationError
from vangnet.access.keeping_rules.loading import KeepingErrors, load
from vangnet.access.keeping_rules.model import (
    ANY_REGIME,
    AnswerTerm,
    Due,
    Group,
    Moments,
    TermRule,
    Terms,
)
from vangnet.access.keeping_rules.working_out import in_force, longest, reckoned

__all__ = [
    "ANY_REGIME",
    "AnswerTerm",
    "Due",
    "Duration",
    "DurationError",
    "Group",
    "KeepingErrors",
    "Moments",
    "TermRule",
    "Terms",
    "in_force",
    "load",
    "longest",
    "reckoned",
]
