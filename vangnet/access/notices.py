"""Telling people something inside the system. Nothing leaves by mail, and a notice names nobody."""

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from vangnet.access.actors import Actor
from vangnet.access.models import Account, Notice, NoticeRead, Organisation
from vangnet.access.roles import Permission, Role
from vangnet.access.wall.context import as_service
from vangnet.core import clock

ABOUT_SIGNALS = "signal."


def tell(
    code: str,
    *,
    organisation: Organisation,
    role: type[Role] | None = None,
    account: Account | None = None,
    dossier: UUID | None = None,
    about: Mapping[str, str] | None = None,
    by: Actor,
) -> Notice:
    """Tell an organisation, its people in one role, or one of them. Call it inside the act that causes it."""
    with as_service("What an organisation is told follows from an act of somebody elsewhere."):
        return Notice.objects.create(
            moment=clock.now(),
            code=code,
            organisation=organisation,
            role=role.code if role else "",
            account=account,
            dossier_id=dossier,
            about=dict(about or {}),
            told_by=by.account,
        )


def notices(actor: Actor, *, only_new: bool = False) -> QuerySet[Notice]:
    """What somebody was told in their present role, newest first, each with `is_read`."""
    if actor.account is None or actor.organisation is None:
        return Notice.objects.none()
    for_them = Q(account=actor.account) | Q(account__isnull=True, role__in=("", actor.role.code))
    seen = NoticeRead.objects.filter(notice=OuterRef("pk"), account=actor.account)
    found = Notice.objects.filter(for_them, organisation=actor.organisation).annotate(is_read=Exists(seen))
    if not actor.may(Permission.READ_SIGNALS):
        # A notice about a signal names it, which is for nobody whose work has nothing to do with signals.
        found = found.exclude(code__startswith=ABOUT_SIGNALS)
    return found.filter(is_read=False) if only_new else found


def unread(actor: Actor) -> int:
    """How many notices somebody has not seen yet."""
    return notices(actor, only_new=True).count()


def mark_read(actor: Actor) -> int:
    """Write down that somebody has seen what they were told; gives how many were new."""
    new = list(notices(actor, only_new=True))
    lines = [NoticeRead(moment=clock.now(), notice=notice, account=actor.account) for notice in new]
    NoticeRead.objects.bulk_create(lines, ignore_conflicts=True)
    return len(new)
