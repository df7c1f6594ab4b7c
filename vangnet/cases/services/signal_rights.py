"""What somebody asks about a signal in which they are named: written down with a last day, put off once at most, and answered."""

from datetime import date

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.models import RightsAnswer, RightsRequest
from vangnet.access.verdicts import demand
from vangnet.cases import keeping as rules
from vangnet.cases import keeping_notices
from vangnet.cases.queries import signal_rights as queries
from vangnet.cases.services import rights
from vangnet.cases.services.signal_keeping import held
from vangnet.signals.models import Signal

Right, Outcome = RightsRequest.Right, RightsAnswer.Outcome
# Asking to see data changes nothing for whoever received them.
TOLD = (Right.CORRECTION, Right.ERASURE, Right.OBJECTION)


def record_signal_request(
    signal: Signal, *, right: str, asker: str, received_on: date, wish: str = "", by: Actor
) -> RightsRequest:
    """Write down what somebody asks about a signal; the term for the answer runs from the day it came."""
    with audit.act("rights.record", by=by, dossier=signal.pk) as trace:
        held(signal, by=by)
        demand(rules.may_record_right(by, received_on))
        made = rights.recorded(signal.pk, right=right, asker=asker, received_on=received_on, wish=wish, by=by)
        trace.objects.append(made.pk)
    return made


def extend_signal_request(request: RightsRequest, *, signal: Signal, reason: str, by: Actor) -> RightsAnswer:
    """Put the answer off once, with the reason that the person hears."""
    with audit.act("rights.extend", by=by, dossier=signal.pk, objects=[request.pk]):
        held(signal, by=by)
        return rights.put_off(request, about=signal.pk, reason=reason, by=by)


def answer_signal_request(
    request: RightsRequest, *, signal: Signal, outcome: str, reason: str, by: Actor
) -> RightsAnswer:
    """Answer the person. When data were corrected or erased, everybody who received the signal is told."""
    with audit.act("rights.answer", by=by, dossier=signal.pk, objects=[request.pk]):
        held(signal, by=by)
        made = rights.answered(request, about=signal.pk, outcome=outcome, reason=reason, by=by)
        if request.right in TOLD and made.outcome in (Outcome.GRANTED, Outcome.PARTLY):
            _tell_receivers(signal, by)
    return made


def _tell_receivers(signal: Signal, by: Actor) -> None:
    with audit.act("rights.tell_receivers", by=by, dossier=signal.pk) as trace:
        for organisation in queries.receivers(signal):
            if organisation != by.organisation:
                about = {"reference": signal.reference}
                code = keeping_notices.SIGNAL_CHANGED
                notices.tell(code, organisation=organisation, dossier=signal.pk, about=about, by=by)
                trace.objects.append(organisation.pk)
