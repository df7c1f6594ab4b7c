"""Weighing what was seen: plain Python, without database or screen.

weigh([Seen("papers_taken", "F", "yes")], book).points

What is not seen never counts against, what nobody knows never counts as good, and no trait of a person counts at all.
"""

from vangnet.signals.weighing.adding import UnknownConfiguration, weigh
from vangnet.signals.weighing.impact import Impact, Stored, compare
from vangnet.signals.weighing.model import Bonus, Book, Configuration, Group, Line, Seen, Weighed
from vangnet.signals.weighing.order import Facts, Priority, Reason, class_of, priority_of
from vangnet.signals.weighing.reading import BookErrors, load, read_book

__all__ = [
    "Book",
    "BookErrors",
    "Bonus",
    "Configuration",
    "Facts",
    "Group",
    "Impact",
    "Line",
    "Priority",
    "Reason",
    "Seen",
    "Stored",
    "UnknownConfiguration",
    "Weighed",
    "class_of",
    "compare",
    "load",
    "priority_of",
    "read_book",
    "weigh",
]
