"""Reasons that people give with an act."""

from django.utils.translation import gettext as _

from vangnet.protocol.facts import FieldProblem, text_complaint
from vangnet.protocol.log import LONGEST_NOTE, EntryRefused


def given(reason: str, *, field: str = "reason") -> str:
    """The reason as it is kept; an act that needs one is refused without it."""
    kept = reason.strip()
    complaint = text_complaint(kept, LONGEST_NOTE) if kept else _("Give the reason.")
    if complaint:
        raise EntryRefused([FieldProblem(field, complaint)])
    return kept
