"""Reasons, grounds and messages that people give with an act."""

from django.utils.translation import gettext as _

from vangnet.cases.queries import lawful
from vangnet.protocol.facts import FieldProblem, text_complaint
from vangnet.protocol.log import LONGEST_GROUND, LONGEST_NOTE, EntryRefused


def given(reason: str, *, field: str = "reason", longest: int = LONGEST_NOTE) -> str:
    """The reason as it is kept; an act that needs one is refused without it."""
    kept = reason.strip()
    if not kept:
        raise EntryRefused([FieldProblem(field, _("Give the reason."))])
    return readable(kept, field=field, longest=longest)


def ground_given(ground: str) -> str:
    """The ground as it is kept; access to a dossier is never given without one."""
    return given(ground, field="ground", longest=LONGEST_GROUND)


def readable(text: str, *, field: str, longest: int = LONGEST_NOTE) -> str:
    """A text as it is kept, which may be empty; refused when it cannot be kept or read."""
    kept = text.strip()
    complaint = text_complaint(kept, longest)
    if complaint:
        raise EntryRefused([FieldProblem(field, complaint)])
    return kept


def sharing_ground(ground: str) -> str:
    """The ground as it is kept; sharing is refused on a ground that the rules do not know."""
    if ground in lawful.grounds():
        return ground
    if not ground.strip():
        raise EntryRefused([FieldProblem("ground", _("Choose the ground on which you share this."))])
    message = _("The rules know no ground “%(ground)s”. Choose one from the list.")
    raise EntryRefused([FieldProblem("ground", message % {"ground": ground[:60]})])
