"""The audit trail: every act and every look at a dossier leaves a line, without values."""

import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction

from vangnet.access import activities, tracing
from vangnet.access.actors import Actor
from vangnet.access.models import AuditEntry, Organisation
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.core import batches, clock

Outcome = AuditEntry.Outcome


class NotLogged(Exception):
    """The line could not be written, so there is no look and no act either."""


def record(
    act: str,
    *,
    by: Actor,
    dossier: UUID | None = None,
    objects: Iterable[object] = (),
    outcome: str = Outcome.DONE,
    categories: Iterable[str] = (),
    reason: str = "",
    receiver: Organisation | None = None,
    began: datetime | None = None,
) -> AuditEntry:
    """Write one line: who did what, with which objects, for which purpose and with which outcome."""
    moment, span = clock.now(), tracing.current()
    line = AuditEntry(
        moment=moment,
        began=began or moment,
        trace=span.trace,
        span=tracing.new_part(),
        parent=span.span,
        account=by.account,
        organisation=by.organisation,
        role=by.role.code,
        act=act,
        activity=activities.activity_of(act, by.purpose).identifier,
        dossier_id=dossier,
        object_ids=[str(key) for key in objects],
        categories=[str(category) for category in categories],
        purpose=by.purpose,
        reason=reason,
        receiver=receiver,
        outcome=outcome,
    )
    try:
        with as_actor(by):
            batches.add(line)
    except DatabaseError as failure:
        raise NotLogged(act) from failure
    span.acts.append(act)
    return line


def blind(term: str) -> str:
    """What somebody searched for as a token: equal terms give equal tokens, and nobody reads the term from it."""
    plain = " ".join(term.casefold().split())
    key = sha256(b"vangnet search term" + settings.SECRET_KEY.encode()).digest()
    return f"term:{hmac.new(key, plain.encode(), sha256).hexdigest()[:24]}"


@dataclass(slots=True)
class Trace:
    """What the line about an act will say; the act fills in what it finds out while it runs."""

    dossier: UUID | None = None
    objects: list[object] = field(default_factory=list)
    outcome: str = Outcome.DONE
    categories: list[str] = field(default_factory=list)
    reason: str = ""
    receiver: Organisation | None = None


@contextmanager
def act(
    name: str, *, by: Actor, dossier: UUID | None = None, objects: Iterable[object] = ()
) -> Iterator[Trace]:
    """One act, in one transaction with its line. When a rule refuses, nothing of it stays but the line about the attempt."""
    began, trace = clock.now(), Trace(dossier, list(objects))
    try:
        with batches.attempt(), transaction.atomic(), as_actor(by):
            yield trace
            record(
                name,
                by=by,
                dossier=trace.dossier,
                objects=trace.objects,
                outcome=trace.outcome,
                categories=trace.categories,
                reason=trace.reason,
                receiver=trace.receiver,
                began=began,
            )
    except (NotAllowed, NotFound) as refusal:
        outcome = Outcome.NOT_FOUND if isinstance(refusal, NotFound) else Outcome.REFUSED
        record(name, by=by, dossier=dossier, objects=objects, outcome=outcome, began=began)
        raise
