"""Which signals a dossier came from, and which dossiers a signal led to."""

from collections.abc import Iterable
from uuid import UUID

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.access.wall.context import as_service
from vangnet.cases.models import Dossier, SignalLink
from vangnet.cases.queries import visibility
from vangnet.cases.queries.visibility import FOR_RULES
from vangnet.signals.models import Signal, SignalPerson
from vangnet.signals.queries import visibility as signals


def signals_of(actor: Actor, dossier: Dossier) -> list[SignalLink]:
    """The signals that a dossier came from or that were added to it, for somebody who may see signals in the dossier."""
    visibility.require(actor, dossier)
    if DataCategory.SIGNAL not in grants.standing_kinds(actor, dossier.pk):
        return []
    return list(SignalLink.objects.filter(dossier=dossier).select_related("organisation"))


def readable_signals(actor: Actor, links: Iterable[SignalLink]) -> dict[UUID, Signal]:
    """Of these signals the ones that somebody may read; the others are a reference and nothing else."""
    keys = [one.signal_id for one in links]
    if not keys or not actor.may(Permission.READ_SIGNALS):
        return {}
    reached = grants.reachable(actor).filter(dossier_id__in=keys).values("dossier_id")
    return Signal.objects.in_bulk(list(reached.values_list("dossier_id", flat=True)))


def persons_in(actor: Actor, signal: Signal) -> list[SignalPerson]:
    """Who a signal is about, by number, for somebody who may read it."""
    signals.require(actor, signal)
    return list(SignalPerson.objects.filter(signal=signal))


def dossiers_from(actor: Actor, signal: Signal) -> list[SignalLink]:
    """The dossiers that a signal led to, as far as somebody may see them."""
    links = SignalLink.objects.filter(signal=signal, dossier__in=visibility.dossiers(actor))
    return list(links.select_related("dossier", "dossier__person"))


@unscoped(FOR_RULES)
def registered(signal: Signal, person: int) -> int:
    """How many dossiers a person or group of a signal has led to."""
    with as_service(
        "Whoever registers may not see the dossiers that others opened from it, and must not open one twice."
    ):
        return SignalLink.objects.filter(signal=signal, person=person).count()


@unscoped(FOR_RULES)
def link_of(signal: Signal, person: int, dossier: Dossier) -> SignalLink | None:
    """The line that says that somebody of a signal is the person of a dossier."""
    return SignalLink.objects.filter(signal=signal, person=person, dossier=dossier).first()
