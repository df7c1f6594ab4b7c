"""Giving and ending access to a dossier, always through a line of the disclosure register.

The database keeps one row per organisation and dossier from this (and one per person with access of their own); every wall and
every list begins there.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory, as_bits
from vangnet.access.levels import Level
from vangnet.access.models import Account, Disclosure, EffectiveAccess, Grant, GrantEnd, Organisation
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_service
from vangnet.core import batches, clock


def give(
    disclosure: Disclosure,
    *,
    level: Level,
    categories: Iterable[str],
    until: datetime | None = None,
    account: Account | None = None,
    by: Actor,
) -> Grant:
    """Give the receiver of a line in the register access to its dossier, for good or until a moment.

    What is given for a while comes beside what was given for good, which stays as it is when the moment has come.
    """
    grant = Grant(
        disclosure=disclosure,
        dossier_id=disclosure.dossier_id,
        organisation_id=disclosure.receiver_id,
        account=account,
        level=int(level),
        categories=as_bits(categories),
        until=until,
        moment=clock.now(),
    )
    grant.save(force_insert=True)
    _forget(disclosure.receiver_id, disclosure.dossier_id)
    return grant


def take_up(dossier: UUID, *, by: Actor) -> Grant:
    """Take part in what was offered to the own organisation: the same kinds of data, on the same line of the register."""
    offered = standing(by, dossier, level=Level.ASKED)
    if offered is None:
        raise NotFound
    with as_service("Whoever is asked cannot give themselves more; they take up what was offered."):
        grant = Grant(
            disclosure_id=offered.disclosure_id,
            dossier_id=dossier,
            organisation_id=offered.organisation_id,
            level=int(Level.PART),
            categories=offered.categories,
            until=offered.until,
            moment=clock.now(),
        )
        grant.save(force_insert=True)
    _forget(offered.organisation_id, dossier)
    return grant


def end(
    dossier: UUID, *, organisation: Organisation, account: Account | None = None, reason: str, by: Actor
) -> int:
    """End all access of an organisation, or only that of one of its people; gives how many grants ended. Do it last."""
    given = Grant.objects.filter(dossier_id=dossier, organisation=organisation, end__isnull=True)
    # Found before the first one ends, since whoever ends their own access loses sight of the dossier.
    found = list(given.filter(account=account) if account else given)
    for grant in found:
        line = GrantEnd(
            grant=grant, dossier_id=dossier, moment=clock.now(), ended_by=by.account, reason=reason
        )
        line.save(force_insert=True)
    _forget(organisation.pk, dossier)
    return len(found)


def standing(of: Actor | Organisation, dossier: UUID, *, level: Level = Level.PART) -> EffectiveAccess | None:
    """The access that stands now: that of a person and their organisation, or of an organisation as a whole."""
    found = reachable(of, level=level).filter(dossier_id=dossier)
    # What somebody has of their own goes before what their organisation has, when it is more; and what lasts goes first.
    return found.order_by("-level", "account", F("until").desc(nulls_first=True)).first()


def standing_kinds(of: Actor | Organisation, dossier: UUID) -> frozenset[DataCategory]:
    """The kinds of data that all access that stands now gives together."""
    rows = reachable(of).filter(dossier_id=dossier)
    return frozenset(kind for row in rows for kind in kinds_of(row))


def reaches(actor: Actor, dossier: UUID) -> bool:
    """Whether somebody may know of a dossier at all."""
    return reachable(actor).filter(dossier_id=dossier).exists()


def reachable(of: Actor | Organisation, *, level: Level = Level.PART) -> QuerySet[EffectiveAccess]:
    """All access that stands now for a person or an organisation: where every list of dossiers begins."""
    organisation = of.organisation if isinstance(of, Actor) else of
    if organisation is None:
        return EffectiveAccess.objects.none()
    lasts = Q(until__isnull=True) | Q(until__gt=clock.now())
    whose = Q(account__isnull=True)
    if isinstance(of, Actor) and of.account is not None:
        whose |= Q(account=of.account)
    return EffectiveAccess.objects.filter(lasts, whose, organisation=organisation, level__gte=int(level))


def of_organisations(dossier: UUID, *, level: Level = Level.PART) -> QuerySet[EffectiveAccess]:
    """What all organisations together have in a dossier now, without what single people have."""
    lasts = Q(until__isnull=True) | Q(until__gt=clock.now())
    return EffectiveAccess.objects.filter(
        lasts, dossier_id=dossier, account__isnull=True, level__gte=int(level)
    )


def once_each(rows: QuerySet[EffectiveAccess]) -> QuerySet[EffectiveAccess]:
    """Of the access of one organisation, one row per dossier, for a list: the one that lasts longest."""
    mine = {"organisation": OuterRef("organisation"), "dossier_id": OuterRef("dossier_id")}
    longer = Q(until__isnull=True) | Q(until__gt=OuterRef("until"))
    beside = EffectiveAccess.objects.filter(
        longer, account__isnull=True, level__gte=OuterRef("level"), **mine
    )
    # Nearly all rows last, and for those nothing needs to be looked up.
    return rows.filter(Q(until__isnull=True) | ~Exists(beside))


def kinds_of(access: EffectiveAccess | None) -> frozenset[DataCategory]:
    """The kinds of data that access gives; none without access."""
    return frozenset(one for one in DataCategory if access is not None and access.categories & one.bit)


def _forget(organisation: UUID, dossier: UUID) -> None:
    batches.know("reaches", organisation, dossier, value=None)
