"""What somebody asks about a signal in which they are named: written down with a last day, put off once at most, and answered."""

from datetime import date

from vangnet.access import audit, keeping_terms, notices
from vangnet.access.actors import Actor
from vangnet.access.models import RightsAnswer, RightsRequest
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import keeping as rules
from vangnet.cases import keeping_notices
from vangnet.cases.queries import signal_keeping as keeping
from vangnet.cases.queries import signal_rights as queries
from vangnet.cases.services.reasons import given, readable
from vangnet.core import clock
from vangnet.signals.models import Signal

Right, Outcome = RightsRequest.Right, RightsAnswer.Outcome
# Asking to see data changes nothing for whoever received them.
TOLD = (Right.CORRECTION, Right.ERASURE, Right.OBJECTION)


def record_signal_request(
    signal: Signal, *, right: str, asker: str, received_on: date, wish: str = "", by: Actor
) -> RightsRequest:
    """Write down what somebody asks about a signal; the term for the answer runs from the day it came."""
    with audit.act("rights.record", by=by, dossier=signal.pk) as trace:
        found = keeping.reach(by, signal.address)
        demand(rules.may_record_right(by, received_on))
        made = RightsRequest.objects.create(
            dossier_id=found.pk,
            right=Right(right).value,
            asker=RightsRequest.Asker(asker).value,
            received_on=received_on,
            due_on=keeping_terms.current().answers[right].term.after(received_on),
            wish=readable(wish, field="wish"),
            moment=clock.now(),
            account=by.own_account,
            organisation=by.own_organisation,
        )
        trace.objects.append(made.pk)
    return made


def extend_signal_request(request: RightsRequest, *, signal: Signal, reason: str, by: Actor) -> RightsAnswer:
    """Put the answer off once, with the reason that the person hears."""
    with audit.act("rights.extend", by=by, dossier=signal.pk, objects=[request.pk]):
        asked = _again(request, signal, by)
        demand(rules.may_extend_right(by, asked))
        term = keeping_terms.current().answers[asked.right]
        added = term.extension.after(asked.due_on) if term.extension else asked.due_on
        return _answered(asked, Outcome.EXTENDED, reason, by, due_on=added)


def answer_signal_request(
    request: RightsRequest, *, signal: Signal, outcome: str, reason: str, by: Actor
) -> RightsAnswer:
    """Answer the person. When data were corrected or erased, everybody who received the signal is told."""
    with audit.act("rights.answer", by=by, dossier=signal.pk, objects=[request.pk]):
        asked = _again(request, signal, by)
        demand(rules.may_answer_right(by, asked))
        made = _answered(asked, Outcome(outcome).value, reason, by)
        if asked.right in TOLD and made.outcome in (Outcome.GRANTED, Outcome.PARTLY):
            _tell_receivers(signal, by)
    return made


def _again(request: RightsRequest, signal: Signal, by: Actor) -> RightsRequest:
    found = keeping.reach(by, signal.address)
    for one in queries.requests(by, found):
        if one.pk == request.pk:
            return one
    raise NotFound


def _answered(
    request: RightsRequest, outcome: str, reason: str, by: Actor, *, due_on: date | None = None
) -> RightsAnswer:
    return RightsAnswer.objects.create(
        request=request,
        dossier_id=request.dossier_id,
        outcome=outcome,
        reason=given(reason),
        due_on=due_on,
        moment=clock.now(),
        account=by.own_account,
        organisation=by.own_organisation,
    )


def _tell_receivers(signal: Signal, by: Actor) -> None:
    with audit.act("rights.tell_receivers", by=by, dossier=signal.pk) as trace:
        for organisation in queries.receivers(signal):
            if organisation != by.organisation:
                about = {"reference": signal.reference}
                code = keeping_notices.SIGNAL_CHANGED
                notices.tell(code, organisation=organisation, dossier=signal.pk, about=about, by=by)
                trace.objects.append(organisation.pk)
