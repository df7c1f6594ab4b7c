"""Reading one signal: what happened with it, who is in it, what organisations make of it, and where it could go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vangnet.access import decisions
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals import measures, routes
from vangnet.signals.answers import Answer
from vangnet.signals.models import Assessment, Handover, Signal, SignalEvent, SignalPerson
from vangnet.signals.queries import organisations, visibility
from vangnet.signals.queries.texts import ReadText, texts
from vangnet.signals.queries.visibility import open_signal, signals
from vangnet.signals.routes import Facts, Route
from vangnet.signals.states import Investigation

__all__ = [
    "ReadText",
    "RouteProposal",
    "assessments",
    "contradicted",
    "contradicting",
    "events",
    "facts_of",
    "feedback_duties",
    "gaps",
    "handovers",
    "nearest",
    "open_signal",
    "overdue",
    "persons",
    "proposal",
    "signals",
    "texts",
]

Finding = Assessment.Finding
# A nationality that nobody told says nothing about where somebody is from.
NOT_FROM_ABROAD = ("nl", "")


@dataclass(frozen=True, slots=True)
class RouteProposal:
    """An organisation that could take a signal over, why, by which line of the routes, and on which ground."""

    organisation: Organisation
    why: Mapping[str, str]
    rule: str
    source: str
    ground: str
    assumed: bool = False


def events(actor: Actor, signal: Signal) -> list[SignalEvent]:
    """What happened with a signal, in order, for whoever sees how it goes; whoever only reported it sees the state."""
    visibility.require(actor, signal)
    if not visibility.sees_how_it_goes(actor, signal):
        return []
    found = SignalEvent.objects.filter(signal=signal.pk)
    return list(found.select_related("organisation", "account", "owner_before", "owner_after"))


def persons(actor: Actor, signal: Signal) -> list[SignalPerson]:
    """Whom a signal is about, without names: for whoever has access to what was seen, or received it as its owner."""
    visibility.require(actor, signal)
    if not visibility.sees_persons(actor, signal):
        return []
    return list(SignalPerson.objects.filter(signal=signal.pk))


def handovers(actor: Actor, signal: Signal) -> list[Handover]:
    """To whom a signal was offered, and what the answers were, for whoever sees how it goes."""
    visibility.require(actor, signal)
    if not visibility.sees_how_it_goes(actor, signal):
        return []
    return list(Handover.objects.filter(signal=signal.pk).select_related("giver", "receiver"))


def assessments(actor: Actor, signal: Signal) -> list[Assessment]:
    """What organisations make of a signal: the newest of each, for the owner; for others their own."""
    visibility.require(actor, signal)
    found = Assessment.objects.filter(signal=signal.pk).select_related("organisation")
    if not visibility.sees_how_it_goes(actor, signal):
        found = found.filter(organisation=actor.organisation)
    return _newest(found)


def contradicting(signal: Signal, found: Iterable[Assessment]) -> bool:
    """Whether organisations differ: one says that there is nothing, while another sees something or investigates."""
    views = {one.finding for one in found}
    sees_something = Finding.INDICATIONS in views or signal.investigation == Investigation.STARTED
    return Finding.NO_INDICATIONS in views and sees_something


def contradicted(actor: Actor, signal: Signal) -> bool:
    """Whether organisations differ about a signal; said to everybody in it, without who says what."""
    visibility.require(actor, signal)
    with as_service("Everybody in a signal hears that organisations differ about it, not who says what."):
        return contradicting(signal, _newest(Assessment.objects.filter(signal=signal.pk)))


def proposal(actor: Actor, signal: Signal) -> list[RouteProposal]:
    """Which organisations could take a signal over, the most pressing first, each once, with why."""
    fitting = _fitting(actor, signal)
    found: dict[str, RouteProposal] = {}
    for line, organisation in fitting:
        if organisation is not None and organisation.pk != signal.owner_id:
            one = RouteProposal(organisation, line.says, line.code, line.source, line.ground, line.assumed)
            found.setdefault(organisation.code, one)
    return list(found.values())


def gaps(actor: Actor, signal: Signal) -> list[Route]:
    """The routes that fit a signal and lead to nobody, because no organisation of that kind takes part."""
    return [line for line, organisation in _fitting(actor, signal) if organisation is None]


def feedback_duties(actor: Actor) -> list[Signal]:
    """The signals of the own organisation whose reporter must still hear something, the most pressing first."""
    if not actor.may(Permission.READ_SIGNALS) or actor.organisation is None:
        return []
    waiting = Signal.objects.filter(owner=actor.organisation, feedback_due__isnull=False)
    return list(waiting.select_related("reporting_organisation").order_by("feedback_due", "id"))


def overdue(signal: Signal) -> bool:
    """Whether the reporter of a signal should have heard something by now."""
    return signal.feedback_due is not None and signal.feedback_due < clock.today()


def facts_of(signal: Signal, people: Iterable[SignalPerson]) -> Facts:
    """What routes look at in a signal."""
    known, limits = list(people), measures.current()
    ages = [one.age for one in known if one.age is not None]
    return Facts(
        reporter=signal.reporter_type,
        channel=signal.channel,
        danger=signal.danger,
        urgency=signal.urgency,
        hardness=signal.hardness,
        setting=signal.setting,
        region=signal.region,
        forms=frozenset(signal.forms).union(*(one.forms for one in known)),
        minor=signal.has_minor == Answer.YES
        or any(one.is_minor == Answer.YES for one in known)
        or any(age < limits.adult_from for age in ages),
        under_twelve=any(age < limits.child_under for age in ages),
        abroad=any(one.nationality.lower() not in NOT_FROM_ABROAD for one in known),
    )


def nearest(found: Iterable[Organisation], region: str) -> Organisation | None:
    """Of organisations of one kind the one of the region, or else one for the whole country, or else the first."""
    known = list(found)
    for wanted in (region.casefold(), ""):
        here = [one for one in known if one.region.casefold() == wanted]
        if here:
            return here[0]
    return known[0] if known else None


def _fitting(actor: Actor, signal: Signal) -> list[tuple[Route, Organisation | None]]:
    facts = facts_of(signal, persons(actor, signal))
    every = organisations.that_handle(actor)
    return [(line, _of_route(line, every, facts.region)) for line in routes.current().routes_for(facts)]


def _of_route(line: Route, every: list[Organisation], region: str) -> Organisation | None:
    for kind in line.to:
        found = nearest((one for one in every if decisions.kind_of(one) == kind), region)
        if found is not None:
            return found
    return None


def _newest(found: Iterable[Assessment]) -> list[Assessment]:
    by_organisation = {one.organisation_id: one for one in found}
    return list(by_organisation.values())
