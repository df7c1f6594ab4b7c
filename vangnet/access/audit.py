"""The audit trail: every act and every look at a dossier leaves a line, without values."""

from collections.abc import Iterable
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.models import AuditEntry
from vangnet.access.verdicts import NotAllowed, Verdict
from vangnet.core import clock

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
    return AuditEntry.objects.create(
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


def enforce(
    verdict: Verdict, *, act: str, by: Actor, dossier: UUID | None = None, objects: Iterable[object] = ()
) -> None:
    """Let an act pass that a rule allows; otherwise note the attempt and refuse with the reason of the rule.

    Call it before the transaction of the act begins, so that the note of the attempt stays.
    """
    if verdict.allowed:
        return
    record(act, by=by, dossier=dossier, objects=objects, outcome=Outcome.REFUSED)
    raise NotAllowed(verdict)
