"""Who decides what becomes of a signal whose term has passed: two people, one of them a privacy officer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.models import KeepingDecision
from vangnet.access.roles import Permission, PrivacyOfficer
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.cases.queries import keeping
from vangnet.cases.queries import signal_keeping as queries
from vangnet.core import clock
from vangnet.design.wording import moment_in_words
from vangnet.signals.models import Signal


def may_propose(actor: Actor, signal: Signal) -> Verdict:
    """A signal may go when it ended, its term has passed, no dossier of it is kept, and nobody holds it."""
    verdict = _may_go(signal)
    if not verdict.allowed:
        return verdict
    if queries.waiting(queries.decisions(signal)) is not None:
        return refused(_("Somebody has proposed this already. It waits for a second person."))
    return has_permission(actor, Permission.DECIDE_KEEPING)


def may_hold(actor: Actor, signal: Signal) -> Verdict:
    """The owner may ask to destroy nothing of a signal, also while it is open, for instance while a criminal case runs."""
    if queries.is_destroyed(signal):
        return refused(_("This signal was emptied already."))
    return has_permission(actor, Permission.DECIDE_KEEPING)


def may_lift(actor: Actor, hold: KeepingDecision, signal: Signal) -> Verdict:
    """A hold in force can be proposed to end, once at a time."""
    decided = queries.decisions(signal)
    if hold.pk not in {one.pk for one in keeping.holds(decided)}:
        return refused(_("This does not hold any more."))
    if any(one.lifts_id == hold.pk and keeping.is_open(one) for one in decided):
        return refused(_("Somebody has proposed this already. It waits for a second person."))
    return has_permission(actor, Permission.DECIDE_KEEPING)


def may_answer(actor: Actor, decision: KeepingDecision, signal: Signal, *, approve: bool) -> Verdict:
    """Somebody else than who proposed answers, and one of the two is a privacy officer."""
    if not keeping.is_open(decision):
        return refused(_("This has been answered already."))
    if actor.account is None or decision.account_id == actor.account.pk:
        return refused(_("You proposed this yourself. Somebody else must look at it."), source="ADR 0024")
    if actor.role is not PrivacyOfficer and not keeping.was_proposed_by_privacy_officer(decision):
        return refused(
            _("One of the two must be a privacy officer. Ask the privacy officer of your organisation."),
            source="ADR 0024",
        )
    goes = approve and decision.kind == KeepingDecision.Kind.DESTROY
    verdict = _may_go(signal) if goes else ALLOWED
    return has_permission(actor, Permission.DECIDE_KEEPING) if verdict.allowed else verdict


def _may_go(signal: Signal) -> Verdict:
    if queries.is_destroyed(signal):
        return refused(_("This signal was emptied already."))
    if keeping.holds(queries.decisions(signal)):
        return refused(
            _("Somebody asked to keep everything of this signal for now. Nothing may be destroyed.")
        )
    if queries.is_due(signal, clock.today()):
        return ALLOWED
    day = queries.day_of(signal)
    if day is None:
        return refused(
            _("This signal is open, or a dossier that it belongs to is still kept. It stays until then.")
        )
    return refused(_("This signal must be kept until %(day)s.") % {"day": moment_in_words(day)})
