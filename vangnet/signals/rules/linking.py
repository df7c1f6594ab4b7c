"""Who may know that two signals belong together, and who may say that they do not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.signals.adding_up.limits import ByHand
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


def within_limit(*, own: int, house: int, limits: ByHand) -> Verdict:
    """Marks say what is in a signal. Whoever adds very many of them asks what others know, which is held back."""
    later = _(
        "Marks that come with a report or a file do not count. Go on later; when your work really needs more, tell your privacy officer."
    )
    for number, most, words in (
        (
            own,
            limits.person,
            _("You can add %(most)d marks in %(hours)d hours; with these it would be %(number)d."),
        ),
        (
            house,
            limits.organisation,
            _(
                "Your organisation can add %(most)d marks in %(hours)d hours; with these it would be %(number)d."
            ),
        ),
    ):
        if number > most:
            told = words % {"most": most, "hours": limits.hours, "number": number}
            return refused(f"{told} {later}")
    return ALLOWED


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
