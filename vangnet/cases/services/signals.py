"""From a signal to a dossier: somebody of a signal is registered as a possible victim, and the agreements begin."""

from __future__ import annotations

from collections.abc import Mapping

from vangnet.access import audit, decisions, kinds
from vangnet.access.actors import Actor
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import events, queries
from vangnet.cases.models import Dossier, SignalLink
from vangnet.cases.queries import signals as reading
from vangnet.cases.rules import signals as rules
from vangnet.cases.services.closing import opens_again
from vangnet.cases.services.dossiers import open_dossier
from vangnet.cases.services.steps import record_step
from vangnet.cases.services.worklists import refresh
from vangnet.core import clock
from vangnet.protocol import log
from vangnet.protocol.events import EventType
from vangnet.protocol.log import Draft
from vangnet.protocol.moments import exactly
from vangnet.signals import services as signals
from vangnet.signals import terms
from vangnet.signals.models import Signal, SignalPerson
from vangnet.signals.queries import organisations, visibility
from vangnet.signals.states import FINAL

LANGUAGE = "nl"  # of what the program itself writes into a dossier, where everybody reads the same


def open_from_signal(
    signal: Signal,
    *,
    person: SignalPerson | None,
    ground: str,
    minimum: Mapping[str, object] | None = None,
    submission_key: str = "",
    by: Actor,
) -> Dossier:
    """Register somebody of a signal as a possible victim: open a dossier with what the report says, and start the agreements.

    The signal stays linked. Without `minimum` the facts are those of the report; unknown stays unknown. Sent twice is done once.
    """
    with audit.act("signal.open_dossier", by=by, dossier=signal.pk) as trace:
        held = _held(signal, by)
        earlier = _sent_before(held, person, submission_key, by)
        if earlier is not None:
            trace.outcome = audit.Outcome.REPEATED
            return earlier
        demand(rules.may_register_person(held, person))
        facts = minimum if minimum is not None else rules.minimum_of(held, person)
        dossier = _open(held, facts, ground, submission_key, by)
        trace.objects.append(dossier.pk)
        _link(held, person, dossier, events.CAME_FROM_SIGNAL, by)
    return dossier


def join_signal(signal: Signal, *, person: SignalPerson | None, dossier: Dossier, by: Actor) -> SignalLink:
    """Add a signal to the dossier of the person whom it is about; a closed dossier opens again. Sent twice is done once."""
    with audit.act("signal.join", by=by, dossier=signal.pk, objects=[dossier.pk]) as trace:
        queries.require_part(by, dossier)
        held = _held(signal, by)
        earlier = reading.link_of(held, _number(person), dossier)
        if earlier is not None:
            trace.outcome = audit.Outcome.REPEATED
            return earlier
        demand(rules.may_register_person(held, person))
        return _link(held, person, dossier, events.SIGNAL_ADDED, by)


def _held(signal: Signal, by: Actor) -> Signal:
    """The signal as it is now, which nobody else changes until this is done."""
    visibility.require(by, signal)
    # Asked before as well: whoever reported knows the signal and may not hold it, and hears why.
    demand(rules.may_register(by, signal))
    held = visibility.held(signal)
    demand(rules.may_register(by, held))
    return held


def _number(person: SignalPerson | None) -> int:
    return person.number if person else 0


def _sent_before(signal: Signal, person: SignalPerson | None, key: str, by: Actor) -> Dossier | None:
    if not key:
        return None
    earlier = Dossier.objects.filter(history__submission_key=key).first()
    if earlier is None:
        return None
    queries.require_part(by, earlier)
    if reading.link_of(signal, _number(person), earlier) is None:
        raise NotFound
    return earlier


def _open(signal: Signal, facts: Mapping[str, object], ground: str, key: str, by: Actor) -> Dossier:
    reporter = signal.reporting_organisation
    step, doer = rules.occasion(by.party, reporter.party if reporter else "")
    came_in = exactly(signal.received_at)
    dossier = open_dossier(
        facts, occurred=came_in, ground=ground, party=doer or by.party, submission_key=key, by=by
    )
    known = {"region": signal.region, "signalled_by": _signaller(signal, by)}
    if step:
        draft = Draft(
            step=step, occurred=came_in, party=doer, facts=rules.facts_of_step(step, known), ground=ground
        )
        record_step(dossier, draft=draft, by=by)
    if rules.reports_too(by.party, doer):
        record_step(
            dossier, draft=Draft(step=rules.REPORTED, occurred=came_in, party=doer, ground=ground), by=by
        )
    return dossier


def _signaller(signal: Signal, by: Actor) -> str:
    """Which kind of organisation saw it, or which kind of reporter; everybody in the dossier reads it, so never who it was.

    Of a kind of which only one takes part, the kind would name it.
    """
    reporter = signal.reporting_organisation
    if reporter is not None:
        kind = decisions.kind_of(reporter)
        alike = [one for one in organisations.that_handle(by) if decisions.kind_of(one) == kind]
        if kind and len(alike) > 1:
            return kinds.of(kind).name(LANGUAGE)
    return terms.current().reporter(signal.reporter_type).name[LANGUAGE]


def _link(
    signal: Signal, person: SignalPerson | None, dossier: Dossier, event: EventType, by: Actor
) -> SignalLink:
    stream = log.hold(dossier.pk)
    link = SignalLink(
        dossier=dossier,
        signal=signal,
        reference=signal.reference,
        person=_number(person),
        opened=event is events.CAME_FROM_SIGNAL,
        moment=clock.now(),
        organisation=by.own_organisation,
        account=by.own_account,
    )
    link.save(force_insert=True)
    draft = Draft(step=event, occurred=exactly(clock.now()), facts={events.SIGNAL: signal.reference})
    log.append(stream, draft=log.examine(draft), by=by)
    opens_again(dossier, stream=stream, by=by)
    refresh(dossier, entries=stream.entries, by=by)
    if signal.state not in FINAL:
        signals.mark_registered(signal, dossier_id=dossier.pk, by=by)
    return link
