"""Who may deliver signals to whom, in which rhythm, and what is due between them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.core import clock
from vangnet.signals import rhythms
from vangnet.signals.models import Delivery, DeliveryRelation
from vangnet.signals.rhythms import Expected, Happened


def may_deliver(actor: Actor) -> Verdict:
    """Bringing in many signals at once is work of its own."""
    return has_permission(actor, Permission.IMPORT_SIGNALS)


def fitting(giver: Organisation, receiver: Organisation) -> list[str]:
    """The rhythms that fit two organisations, by what each of them is."""
    return [
        name
        for name, one in rhythms.rhythms().items()
        if giver.party in one.parties(rhythms.DELIVERED) and receiver.party in one.parties(rhythms.FEEDBACK)
    ]


def may_agree(actor: Actor, giver: Organisation, receiver: Organisation, rhythm: str) -> Verdict:
    """One of the two agrees for both, and only on a rhythm that is meant for organisations like these."""
    verdict = may_deliver(actor)
    if not verdict.allowed:
        return verdict
    if actor.own_organisation.pk not in (giver.pk, receiver.pk):
        return refused(_("Agree only for your own organisation."))
    if rhythm not in fitting(giver, receiver):
        return refused(
            _("No agreement about deliveries is meant for %(giver)s and %(receiver)s.")
            % {"giver": giver.name, "receiver": receiver.name}
        )
    return ALLOWED


def may_count(actor: Actor, delivery: Delivery) -> Verdict:
    """Whoever checked a file lets it count; what counts already does not count again."""
    if delivery.state == Delivery.State.COUNTED:
        return refused(_("This delivery was counted already."))
    return may_deliver(actor)


def may_tell(actor: Actor, relation: DeliveryRelation) -> Verdict:
    """Whoever receives the signals tells what became of them."""
    if actor.organisation is None or relation.receiver_id != actor.organisation.pk:
        return refused(_("Only the organisation that receives the signals gives feedback on them."))
    return has_permission(actor, Permission.HANDLE_SIGNAL)


def happened(
    relation: DeliveryRelation, *, delivered: Iterable[tuple[datetime, bool]], told: Iterable[datetime]
) -> list[Happened]:
    """What happened between two organisations as their rhythm is judged; a delivery may hold nothing."""
    giver, receiver = relation.giver.party, relation.receiver.party
    return [
        Happened(rhythms.AGREED, relation.agreed_at, giver),
        *(Happened(rhythms.DELIVERED if holds else rhythms.NOTHING, at, giver) for at, holds in delivered),
        *(Happened(rhythms.FEEDBACK, at, receiver) for at in told),
    ]


def due(
    relation: DeliveryRelation, delivered: Iterable[tuple[datetime, bool]], told: Iterable[datetime]
) -> list[Expected]:
    """What the agreement between two organisations expects next, judged from what happened."""
    history = happened(relation, delivered=delivered, told=told)
    return rhythms.expected(relation.rhythm, history, at=clock.now())
