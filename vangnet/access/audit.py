"""The audit trail: every act and every look at a dossier leaves a line, without values."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from vangnet.access.actors import Actor
from vangnet.access.models import AuditEntry
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import batches, clock

Outcome = AuditEntry.Outcome


def record(
    act: str,
    *,
    by: Actor,
    dossier: UUID | None = None,
    objects: Iterable[object] = (),
    outcome: str = Outcome.DONE,
) -> AuditEntry:
    """Write one line: who did what, with which objects, for which purpose and with which outcome."""
    line = AuditEntry(
        moment=clock.now(),
        account=by.account,
        organisation=by.organisation,
        role=by.role.code,
        act=act,
        dossier_id=dossier,
        object_ids=[str(key) for key in objects],
        purpose=by.purpose,
        outcome=outcome,
    )
    batches.add(line)
    return line


@dataclass(slots=True)
class Trace:
    """What the line about an act will say; the act fills in what it finds out while it runs."""

    dossier: UUID | None = None
    objects: list[object] = field(default_factory=list)
    outcome: str = Outcome.DONE


@contextmanager
def act(
    name: str, *, by: Actor, dossier: UUID | None = None, objects: Iterable[object] = ()
) -> Iterator[Trace]:
    """One act, in one transaction with its line. When a rule refuses, nothing of it stays but the line about the attempt."""
    trace = Trace(dossier, list(objects))
    try:
        with batches.attempt(), transaction.atomic():
            yield trace
            record(name, by=by, dossier=trace.dossier, objects=trace.objects, outcome=trace.outcome)
    except (NotAllowed, NotFound) as refusal:
        outcome = Outcome.NOT_FOUND if isinstance(refusal, NotFound) else Outcome.REFUSED
        record(name, by=by, dossier=dossier, objects=objects, outcome=outcome)
        raise
