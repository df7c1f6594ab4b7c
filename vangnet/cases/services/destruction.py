"""Carrying out an agreed order: keys are destroyed, lines in clear are emptied by the owner's functions, figures stay without a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from vangnet.access import audit, keeping_terms
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import Destruction, GuestPass, KeepingDecision, Redaction
from vangnet.access.wall.context import as_service
from vangnet.cases import classifying, events, keeping_notices, queries, redactions
from vangnet.cases.models import (
    Closing,
    Dossier,
    DossierStanding,
    Handover,
    Involvement,
    Remainder,
    SharingRequest,
    Track,
)
from vangnet.cases.services.receivers import tell_receivers
from vangnet.cases.services.telling import tell
from vangnet.core import batches, clock
from vangnet.core.clock import AMSTERDAM
from vangnet.core.ids import random_id, uuid7
from vangnet.persons import services as persons
from vangnet.protocol import log
from vangnet.protocol.models import LogEntry

ADULT = 18


@dataclass(frozen=True, slots=True)
class _Work:
    """What an order does to one event: everything goes, or these facts and perhaps the free texts."""

    entry: LogEntry
    facts: tuple[str, ...]
    texts: bool
    whole: bool


def carry_out(order: KeepingDecision, *, dossier: Dossier, by: Actor) -> Destruction:
    """Destroy what an agreed order names, and leave a certificate with digests and no content.

    The keys go last: when anything before fails nothing has happened, and an order that broke off can be carried out again.
    """
    with audit.act("keeping.destroy", by=by, dossier=dossier.pk, objects=[order.pk]):
        stream = log.hold(dossier.pk)
        gone = {DataCategory(code) for code in order.categories}
        whole = set(queries.keeping.present_categories(dossier)) <= gone
        with as_service("What two people ordered to go, goes from the lines of everybody."):
            for work in _events(stream.entries, gone, whole=whole):
                _empty_event(order, work)
            if whole:
                _keep_figures(dossier)
                empty_lines(order, by=by)
                _call("SELECT vangnet_empty_access(%s)", [order.pk])
                _empty_standing(dossier)
        batches.know("history", dossier.pk, value=None)
        tell(dossier, stream=log.hold(dossier.pk), event=events.DATA_DESTROYED, by=by)
        tell_receivers(dossier, code=keeping_notices.DESTROYED, by=by)
        sealed = persons.forget(
            dossier.pk, categories=sorted(one.value for one in gone), reason=str(order.pk), by=by
        )
        return certificate(order, vault=str(sealed.pk), by=by)


def _events(entries: Iterable[LogEntry], gone: set[DataCategory], *, whole: bool) -> Iterable[_Work]:
    classes = classifying.current()
    for entry in entries:
        if entry.step in events.ABOUT_KEEPING:
            continue
        facts = tuple(code for code in entry.facts if classes.of_fact(code, step=entry.step) in gone)
        step_goes = whole or classes.of_step(entry.step) in gone
        texts = step_goes and bool(entry.note or entry.deviation_reason)
        all_of_it = whole or (step_goes and len(facts) == len(entry.facts))
        if all_of_it or facts or texts:
            yield _Work(entry, facts, texts, all_of_it)


def _empty_event(order: KeepingDecision, work: _Work) -> None:
    _call(
        "SELECT vangnet_empty_event(%s, %s, %s, %s, %s, %s, %s)",
        [uuid7(), order.pk, clock.now(), work.entry.pk, list(work.facts), work.texts, work.whole],
    )


def empty_lines(order: KeepingDecision, *, by: Actor) -> None:
    """Empty the personal columns of every line of a log that belongs to a dossier or a signal; the database looks at the order."""
    for log_name, line in redactions.LINES.items():
        sides = [line.dossier, redactions.OTHER_SIDE.get(log_name, line.dossier)]
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT id FROM "{log_name}" WHERE {sides[0]} = %s OR {sides[1]} = %s',  # noqa: S608 - our own names
                [order.dossier_id, order.dossier_id],
            )
            keys = [row[0] for row in cursor.fetchall()]
        for row in keys:
            _call(
                "SELECT vangnet_empty_line(%s, %s, %s, %s, %s)",
                [uuid7(), order.pk, clock.now(), log_name, row],
            )


def _call(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _empty_standing(dossier: Dossier) -> None:
    """What is no log is changed in place; the person keeps a pseudonym that nobody knows."""
    Involvement.objects.filter(dossier=dossier).update(message="")
    Handover.objects.filter(dossier=dossier).update(reason="")
    Track.objects.filter(dossier=dossier).update(kind="")
    SharingRequest.objects.filter(dossier=dossier).update(why="", reason="")
    GuestPass.objects.filter(dossier_id=dossier.pk).update(guest="-")
    person = dossier.person
    person.pseudonym = f"X-{random_id(8)}"
    person.save(update_fields=["pseudonym"])
    opened = dossier.opened_at.astimezone(AMSTERDAM)
    dossier.opened_at = opened.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    dossier.save(update_fields=["opened_at"])


def _keep_figures(dossier: Dossier) -> None:
    standing = DossierStanding.objects.filter(dossier=dossier).first()
    closing = Closing.objects.get(dossier=dossier)
    Remainder.objects.create(
        opened_in=dossier.opened_at.astimezone(AMSTERDAM).year,
        closed_in=closing.closed_at.astimezone(AMSTERDAM).year,
        age_class=_age_class(standing.age if standing else None),
        origin=standing.origin if standing else "",
        form_of_exploitation=standing.form_of_exploitation if standing else "",
    )


def _age_class(age: int | None) -> str:
    if age is None:
        return "unknown"
    return "minor" if age < ADULT else "adult"


def certificate(order: KeepingDecision, *, vault: str, by: Actor) -> Destruction:
    """The certificate of what an order destroyed, with a digest over every emptied line."""
    emptied: models.QuerySet[Redaction] = Redaction.objects.filter(decision=order).order_by(
        "log", "row", "id"
    )
    lines = list(emptied.values_list("log", "row", "before", "after"))
    content = json.dumps([[str(part) for part in line] for line in lines])
    return Destruction.objects.create(
        decision=order,
        dossier_id=order.dossier_id,
        moment=clock.now(),
        categories=order.categories,
        lines=len(lines),
        digest=hashlib.sha256(content.encode()).hexdigest(),
        vault=vault,
        terms=keeping_terms.current().valid_from,
        account=by.own_account,
        organisation=by.own_organisation,
    )
