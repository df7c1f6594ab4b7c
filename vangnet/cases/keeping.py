"""Rules about closing a dossier and about what becomes of its data. Nothing goes before its time, and never by one person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.models import KeepingDecision, RightsRequest
from vangnet.access.roles import Permission, PrivacyOfficer
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.cases import events
from vangnet.cases.models import Dossier
from vangnet.cases.queries import keeping, rights
from vangnet.core import clock
from vangnet.design.wording import moment_in_words
from vangnet.protocol.models import LogEntry

Kind = KeepingDecision.Kind


def is_closed(entries: Sequence[LogEntry]) -> bool:
    """Whether a log says that its dossier is closed."""
    about = (events.DOSSIER_CLOSED.code, events.DOSSIER_REOPENED.code)
    last = next((entry.step for entry in reversed(entries) if entry.step in about), "")
    return last == events.DOSSIER_CLOSED.code


def may_close(actor: Actor, dossier: Dossier) -> Verdict:
    """The organisation that looks after a dossier closes it once nobody owns anything in it and nothing waits for an answer."""
    if keeping.closing(dossier) is not None:
        return refused(_("This dossier is closed already."))
    if keeping.keeper(dossier) != actor.organisation:
        return _not_the_keeper(dossier)
    owners = keeping.open_tracks(dossier)
    if owners:
        named = ", ".join(f"{one.get_kind_display()} ({one.owner.name})" for one in owners)
        return refused(_("These tracks are still open: %(tracks)s. Close them first.") % {"tracks": named})
    asked = keeping.unanswered(dossier)
    if asked:
        return refused(
            _("%(names)s has not answered yet. Wait for the answer or withdraw the request.")
            % {"names": ", ".join(asked)}
        )
    return has_permission(actor, Permission.CLOSE_DOSSIER)


def may_reopen(actor: Actor, dossier: Dossier) -> Verdict:
    """Everybody who takes part may open a closed dossier again."""
    if keeping.closing(dossier) is None:
        return refused(_("This dossier is open."))
    return has_permission(actor, Permission.CLOSE_DOSSIER)


def may_keep_longer(actor: Actor, dossier: Dossier, until: date) -> Verdict:
    """The organisation that looks after a dossier may decide to keep data longer, until a day to come."""
    if until <= clock.today():
        return refused(
            _("%(day)s is not in the future. Choose a later day.") % {"day": moment_in_words(until)}
        )
    return _decides(actor, dossier)


def may_propose_destruction(actor: Actor, dossier: Dossier, categories: Collection[str]) -> Verdict:
    """Data may go when the dossier is closed, every term that applies has passed, and nobody holds them."""
    verdict = _may_go(dossier, categories)
    if not verdict.allowed:
        return verdict
    waiting = [one for one in keeping.kept(dossier) if one.category.value in categories and one.order]
    if waiting:
        return refused(_("Somebody has proposed this already. It waits for a second person."))
    return _decides(actor, dossier)


def _may_go(dossier: Dossier, categories: Collection[str]) -> Verdict:
    if not categories:
        return refused(_("Choose at least one kind of data."))
    if keeping.closing(dossier) is None:
        return refused(_("This dossier is open. Close it before anything in it is destroyed."))
    found = {one.category.value: one for one in keeping.kept(dossier)}
    if any(one.is_held for one in found.values()):
        return refused(
            _("Somebody asked to keep everything in this dossier for now. Nothing may be destroyed.")
        )
    today = clock.today()
    for code in categories:
        one = found.get(code)
        if one is None:
            return refused(_("This dossier has no data of the kind “%(kind)s”.") % {"kind": code})
        if not one.is_due(today):
            return refused(_too_early(one), source=one.due.rule.ground)
    return ALLOWED


def _too_early(one: keeping.Kept) -> str:
    return _("“%(kind)s” must be kept until %(day)s.") % {
        "kind": one.category.label,
        "day": moment_in_words(one.day or date.max),
    }


def may_ask_hold(actor: Actor) -> Verdict:
    """Every organisation that takes part may ask to destroy nothing, for instance while a criminal case runs."""
    return has_permission(actor, Permission.DECIDE_KEEPING)


def may_ask_lift(actor: Actor, hold: KeepingDecision, dossier: Dossier) -> Verdict:
    """A hold in force can be proposed to end, once at a time."""
    decided = keeping.decisions(dossier)
    if hold.pk not in {one.pk for one in keeping.holds(decided)}:
        return refused(_("This does not hold any more."))
    if any(one.lifts_id == hold.pk and keeping.is_open(one) for one in decided):
        return refused(_("Somebody has proposed this already. It waits for a second person."))
    return has_permission(actor, Permission.DECIDE_KEEPING)


def may_answer(actor: Actor, decision: KeepingDecision, dossier: Dossier, *, approve: bool = True) -> Verdict:
    """A second person answers, and one of the two is a privacy officer. What is refused by terms or holds stays refused."""
    if not keeping.is_open(decision):
        return refused(_("This has been answered already."))
    if actor.account is None or decision.account_id == actor.account.pk:
        return refused(_("You proposed this yourself. Somebody else must look at it."), source="ADR 0024")
    if actor.role is not PrivacyOfficer and not keeping.was_proposed_by_privacy_officer(decision):
        return refused(
            _("One of the two must be a privacy officer. Ask the privacy officer of your organisation."),
            source="ADR 0024",
        )
    if decision.kind == Kind.DESTROY and approve:
        verdict = _may_go(dossier, decision.categories)
        if not verdict.allowed:
            return verdict
    return _decides(actor, dossier) if decision.kind == Kind.DESTROY else may_ask_hold(actor)


def may_record_right(actor: Actor, received: date) -> Verdict:
    """A request of the person is written down by whoever receives it, on the day it came or later."""
    if received > clock.today():
        return refused(
            _("%(day)s lies in the future. Give the day on which the request came.")
            % {"day": moment_in_words(received)}
        )
    return has_permission(actor, Permission.ANSWER_RIGHTS)


def may_answer_right(actor: Actor, request: RightsRequest) -> Verdict:
    """The organisation that received a request answers it, once."""
    if rights.is_answered(request):
        return refused(_("This request has been answered already."))
    if actor.organisation is None or request.organisation_id != actor.organisation.pk:
        return refused(
            _("%(name)s received this request and answers it.") % {"name": request.organisation.name}
        )
    return has_permission(actor, Permission.ANSWER_RIGHTS)


def may_extend_right(actor: Actor, request: RightsRequest) -> Verdict:
    """An answer may be put off once, within the first term, with a reason that the person hears."""
    if rights.is_extended(request):
        return refused(_("The answer has been put off once already. It cannot be put off again."))
    if request.due_on < clock.today():
        return refused(_("The term has passed. Answer now."))
    return may_answer_right(actor, request)


def _decides(actor: Actor, dossier: Dossier) -> Verdict:
    if keeping.keeper(dossier) != actor.organisation:
        return _not_the_keeper(dossier)
    return has_permission(actor, Permission.DECIDE_KEEPING)


def _not_the_keeper(dossier: Dossier) -> Verdict:
    return refused(_("%(name)s looks after this dossier. Ask them.") % {"name": keeping.keeper(dossier).name})
