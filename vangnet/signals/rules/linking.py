"""Who may know that two signals belong together, and who may say that they do not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import Verdict, refused
from vangnet.signals.models import Signal
from vangnet.signals.queries import visibility

MOST_MARKS = 40


def may_see_links(actor: Actor, signal: Signal) -> Verdict:
    """Only whoever owns a signal sees what it has in common with others."""
    if not visibility.owns(actor, signal):
        return refused(_("Only the organisation that looks after this signal sees its links."))
    return has_permission(actor, Permission.READ_SIGNALS)


def may_judge_links(actor: Actor, signal: Signal) -> Verdict:
    """Whoever handles the signal on one side of a link says whether it is right."""
    if not visibility.owns(actor, signal):
        return refused(_("Only the organisation that looks after this signal judges its links."))
    return has_permission(actor, Permission.HANDLE_SIGNAL)


def may_add_marks(actor: Actor, signal: Signal, number: int) -> Verdict:
    """Whoever handles a signal adds what it may have in common with others, up to a page of marks."""
    if not visibility.owns(actor, signal):
        return refused(_("Only the organisation that looks after this signal adds marks to it."))
    if number > MOST_MARKS:
        return refused(
            _("A signal has at most %(most)d marks. Choose those by which you would know it again.")
            % {"most": MOST_MARKS}
        )
    return has_permission(actor, Permission.HANDLE_SIGNAL)
