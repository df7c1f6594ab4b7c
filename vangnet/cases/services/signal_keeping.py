"""Keeping a signal or letting it go, on the order of two people: its keys are destroyed, and what is in clear goes."""

from __future__ import annotations

from typing import Any

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import Destruction, KeepingAnswer, KeepingDecision
from vangnet.access.verdicts import NotFound, demand
from vangnet.access.wall.context import as_service
from vangnet.cases.queries import signal_keeping as queries
from vangnet.cases.rules import signal_keeping as rules
from vangnet.cases.services.destruction import certificate, empty_lines
from vangnet.cases.services.reasons import given
from vangnet.core import clock
from vangnet.persons import services as persons
from vangnet.signals.models import Origin, ReturnCode, Signal, SignalPerson
from vangnet.signals.services import marks
from vangnet.signals.services.turns import take_turn_for_groups

Kind = KeepingDecision.Kind
EVERYTHING = sorted(category.value for category in DataCategory)
NOTHING: dict[str, Any] = {
    **{"seen_from": None, "seen_until": None, "seen_precision": "unknown", "seen_text": ""},
    **{"municipality": "", "dossier_id": None, "cluster": None},
}
NOBODY: dict[str, Any] = {
    **dict.fromkeys(("age", "age_at_recruitment")),
    **dict.fromkeys(("age_answer", "recruitment_answer", "nationality", "nationality_answer"), ""),
    **dict.fromkeys(("forms_answer", "sex", "is_minor", "is_suspect", "adult_behind"), ""),
    "forms": [],
}


def propose_signal_destruction(signal: Signal, *, reason: str, by: Actor) -> KeepingDecision:
    """Propose to empty a signal whose term has passed. Nothing happens until a second person agrees."""
    with audit.act("keeping.propose_destruction", by=by, dossier=signal.pk) as trace:
        found = held(signal, by=by)
        demand(rules.may_propose(by, found))
        made = _proposed(found, Kind.DESTROY, reason, by)
        trace.objects.append(made.pk)
    return made


def ask_signal_hold(signal: Signal, *, reason: str, by: Actor) -> KeepingDecision:
    """Ask that nothing of a signal is destroyed. It holds from this moment; a second person confirms or refuses it."""
    with audit.act("keeping.ask_hold", by=by, dossier=signal.pk) as trace:
        found = held(signal, by=by)
        demand(rules.may_hold(by, found))
        made = _proposed(found, Kind.HOLD, reason, by)
        trace.objects.append(made.pk)
    return made


def ask_signal_lift(hold: KeepingDecision, *, signal: Signal, reason: str, by: Actor) -> KeepingDecision:
    """Propose that a hold on a signal ends; it goes on until a second person agrees."""
    with audit.act("keeping.ask_lift", by=by, dossier=signal.pk, objects=[hold.pk]) as trace:
        found = held(signal, by=by)
        demand(rules.may_lift(by, hold, found))
        made = _proposed(found, Kind.LIFT_HOLD, reason, by, lifts=hold)
        trace.objects.append(made.pk)
    return made


def answer_signal_hold(
    decision: KeepingDecision, *, signal: Signal, approve: bool, reason: str = "", by: Actor
) -> KeepingAnswer:
    """Agree as a second person that a signal is held, or no longer held, or not."""
    with audit.act("keeping.answer", by=by, dossier=signal.pk, objects=[decision.pk]):
        found = held(signal, by=by)
        # Read anew under the lock: a colleague may have answered a moment ago.
        known = {one.pk: one for one in queries.decisions(found) if one.kind != Kind.DESTROY}
        if decision.pk not in known:
            raise NotFound
        demand(rules.may_answer(by, known[decision.pk], found, approve=approve))
        return _answered(known[decision.pk], approve, reason, by)


def answer_signal_destruction(signal: Signal, *, approve: bool, reason: str = "", by: Actor) -> KeepingAnswer:
    """Agree as a second person with emptying a signal, or not. What is agreed is done at once."""
    with audit.act("keeping.answer", by=by, dossier=signal.pk) as trace:
        # Groups first, and only then a signal: in this order everybody else waits as well.
        take_turn_for_groups(by=by)
        found = held(signal, by=by)
        decision = queries.waiting(queries.decisions(found))
        if decision is None:
            raise NotFound
        trace.objects.append(decision.pk)
        demand(rules.may_answer(by, decision, found, approve=approve))
        answer = _answered(decision, approve, reason, by)
        if approve:
            _empty(decision, found, by)
    return answer


def _proposed(
    signal: Signal, kind: str, reason: str, by: Actor, *, lifts: KeepingDecision | None = None
) -> KeepingDecision:
    return KeepingDecision.objects.create(
        moment=clock.now(),
        dossier_id=signal.pk,
        kind=kind,
        categories=EVERYTHING if kind == Kind.DESTROY else [],
        reason=given(reason),
        lifts=lifts,
        account=by.own_account,
        organisation=by.own_organisation,
    )


def _answered(decision: KeepingDecision, approve: bool, reason: str, by: Actor) -> KeepingAnswer:
    return KeepingAnswer.objects.create(
        decision=decision,
        dossier_id=decision.dossier_id,
        is_approved=approve,
        reason=reason.strip() if approve else given(reason),
        moment=clock.now(),
        account=by.own_account,
        organisation=by.own_organisation,
    )


def _empty(order: KeepingDecision, signal: Signal, by: Actor) -> Destruction:
    """The keys go last: when anything before fails nothing has happened."""
    with audit.act("keeping.destroy", by=by, dossier=signal.pk, objects=[order.pk]):
        with as_service("What two people ordered to go, goes whatever the one who agreed may see."):
            # First, while it is known to which group it belongs: the others may belong together only through this one.
            marks.forget(signal, by=by)
            Signal.objects.filter(pk=signal.pk).update(**NOTHING)
            SignalPerson.objects.filter(signal=signal).update(**NOBODY)
            Origin.objects.filter(signal=signal).update(signaller_about="")
            ReturnCode.objects.filter(signal=signal).delete()
            # What people asked about it, and why they were not told of a disclosure.
            empty_lines(order, by=by)
        sealed = persons.forget(signal.pk, categories=EVERYTHING, reason=str(order.pk), by=by)
        return certificate(order, vault=str(sealed.pk), by=by)


def held(signal: Signal, *, by: Actor) -> Signal:
    """A signal of the own organisation, held until the act is over: its keeping, or what people ask about it. Part of an act."""
    queries.reach(by, signal.address)
    # Whoever looks after keeping decides without seeing what is in it, and two people do not decide at once.
    with as_service("Held while somebody decides how long it is kept; nothing of its content is read."):
        return Signal.objects.select_for_update(of=("self",)).select_related("owner").get(pk=signal.pk)
