"""What the person asks about their data, as acts: written down with a last day, put off once at most, and answered."""

from datetime import date
from uuid import UUID

from vangnet.access import audit, keeping_terms
from vangnet.access.actors import Actor
from vangnet.access.models import RightsAnswer, RightsRequest
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import events, keeping, keeping_notices, queries
from vangnet.cases.models import Dossier
from vangnet.cases.services.reasons import given, readable
from vangnet.cases.services.receivers import tell_receivers
from vangnet.cases.services.telling import tell
from vangnet.core import clock
from vangnet.protocol import log
from vangnet.protocol.log import Stream

Right, Outcome = RightsRequest.Right, RightsAnswer.Outcome
# What receivers of the data are told when a request was met: AVG 19 and 21.
TOLD = {
    Right.CORRECTION: keeping_notices.CORRECTED,
    Right.ERASURE: keeping_notices.ERASED,
    Right.OBJECTION: keeping_notices.OBJECTED,
}


def record_request(
    dossier: Dossier, *, right: str, asker: str, received_on: date, wish: str = "", by: Actor
) -> RightsRequest:
    """Write down what the person asks about their data; the term for the answer runs from the day it came."""
    with audit.act("rights.record", by=by, dossier=dossier.pk) as trace:
        stream = _held(dossier, by)
        demand(keeping.may_record_right(by, received_on))
        made = recorded(dossier.pk, right=right, asker=asker, received_on=received_on, wish=wish, by=by)
        trace.objects.append(made.pk)
        tell(dossier, stream=stream, event=events.RIGHT_ASKED, by=by)
    return made


def extend_request(request: RightsRequest, *, dossier: Dossier, reason: str, by: Actor) -> RightsAnswer:
    """Put the answer off once, with the reason that the person hears."""
    with audit.act("rights.extend", by=by, dossier=dossier.pk, objects=[request.pk]):
        _held(dossier, by)
        return put_off(request, about=dossier.pk, reason=reason, by=by)


def answer_request(
    request: RightsRequest, *, dossier: Dossier, outcome: str, reason: str, by: Actor
) -> RightsAnswer:
    """Answer the person. When data were corrected or erased, everybody who received them is told."""
    with audit.act("rights.answer", by=by, dossier=dossier.pk, objects=[request.pk]):
        stream = _held(dossier, by)
        made = answered(request, about=dossier.pk, outcome=outcome, reason=reason, by=by)
        tell(dossier, stream=stream, event=events.RIGHT_ANSWERED, by=by)
        code = TOLD.get(Right(request.right))
        if code and made.outcome in (Outcome.GRANTED, Outcome.PARTLY):
            tell_receivers(dossier, code=code, by=by)
    return made


def _held(dossier: Dossier, by: Actor) -> Stream:
    queries.keeping.reach(by, dossier.address)
    return log.hold(dossier.pk)


def recorded(
    about: UUID, *, right: str, asker: str, received_on: date, wish: str, by: Actor
) -> RightsRequest:
    """A request about a dossier or a signal that is held, with the last day for the answer. Part of an act."""
    return RightsRequest.objects.create(
        dossier_id=about,
        right=Right(right).value,
        asker=RightsRequest.Asker(asker).value,
        received_on=received_on,
        due_on=keeping_terms.current().answers[right].term.after(received_on),
        wish=readable(wish, field="wish"),
        moment=clock.now(),
        account=by.own_account,
        organisation=by.own_organisation,
    )


def put_off(request: RightsRequest, *, about: UUID, reason: str, by: Actor) -> RightsAnswer:
    """The answer that the real one comes later, once. Part of an act."""
    asked = _as_it_stands(request, about)
    demand(keeping.may_extend_right(by, asked))
    term = keeping_terms.current().answers[asked.right]
    added = term.extension.after(asked.due_on) if term.extension else asked.due_on
    return _written(asked, Outcome.EXTENDED, reason, by, due_on=added)


def answered(request: RightsRequest, *, about: UUID, outcome: str, reason: str, by: Actor) -> RightsAnswer:
    """The answer to a request, once. Part of an act."""
    asked = _as_it_stands(request, about)
    demand(keeping.may_answer_right(by, asked))
    return _written(asked, Outcome(outcome).value, reason, by)


def _as_it_stands(request: RightsRequest, about: UUID) -> RightsRequest:
    """A request read anew under the lock of what it is about: a colleague may have answered a moment ago."""
    found = RightsRequest.objects.filter(dossier_id=about, pk=request.pk).select_related("organisation")
    now: RightsRequest | None = found.first()
    if now is None:
        raise NotFound
    return now


def _written(
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
