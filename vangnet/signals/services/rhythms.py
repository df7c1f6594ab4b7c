"""Agreeing on deliveries, telling what became of them, and saying every night what is late."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, demand, refused
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals import rhythms
from vangnet.signals.delivery_words import FEEDBACK_LATE, LATE
from vangnet.signals.models import DeliveryFeedback, DeliveryRelation
from vangnet.signals.queries import deliveries as queries
from vangnet.signals.rules import deliveries as rules

OVERDUE = {rhythms.DELIVER: LATE, rhythms.TELL: FEEDBACK_LATE}


def agree(rhythm: str, *, giver: Organisation, receiver: Organisation, by: Actor) -> DeliveryRelation:
    """Agree that one organisation delivers its signals to the other in this rhythm; the terms run from now."""
    with audit.act("delivery.agree", by=by) as trace:
        demand(rules.may_agree(by, giver, receiver, rhythm))
        if DeliveryRelation.objects.filter(giver=giver, rhythm=rhythm).exists():
            raise NotAllowed(refused(_("This was agreed already.")))
        relation = DeliveryRelation.objects.create(
            giver=giver, receiver=receiver, rhythm=rhythm, agreed_at=clock.now(), agreed_by=by.own_account
        )
        trace.objects.append(relation.pk)
    return relation


def give_feedback(relation: DeliveryRelation, *, on: date, way: str, by: Actor) -> DeliveryFeedback:
    """Write down that whoever delivers was told what became of the signals."""
    with audit.act("delivery.feedback", by=by) as trace:
        demand(rules.may_tell(by, relation))
        line = DeliveryFeedback.objects.create(
            relation=relation,
            given_on=on,
            way=DeliveryFeedback.Way(way),
            written_at=clock.now(),
            organisation=by.own_organisation,
            account=by.own_account,
        )
        trace.objects.append(line.pk)
    return line


def tell_late(*, by: Actor) -> int:
    """Tell whoever is late with a delivery or with feedback, once for each term that passed; gives how many notices."""
    with audit.act("delivery.tell_late", by=by) as trace:
        demand(has_permission(by, Permission.REBUILD))
        with as_service(
            "What is late between two organisations is looked at in the night, when nobody is there."
        ):
            relations = list(DeliveryRelation.objects.select_related("giver", "receiver"))
            history = queries.history(relations)
            told = [one for relation in relations if (one := _told(relation, *history[relation.pk], by))]
        trace.objects.extend(told)
    return len(told)


def _told(
    relation: DeliveryRelation, delivered: list[tuple[datetime, bool]], told: list[datetime], by: Actor
) -> object:
    late = [
        one
        for one in rules.due(relation, delivered, told)
        if one.is_overdue and (relation.told_until is None or one.due > relation.told_until)
    ]
    if not late:
        return None
    for one in late:
        holder = relation.giver if one.duty == rhythms.DELIVER else relation.receiver
        other = relation.receiver if one.duty == rhythms.DELIVER else relation.giver
        about = {"organisation": other.name, "day": one.due.date().isoformat()}
        notices.tell(OVERDUE[one.duty], organisation=holder, about=about, by=by)
    relation.told_until = max(one.due for one in late)
    relation.save(update_fields=["told_until"])
    return relation.pk
