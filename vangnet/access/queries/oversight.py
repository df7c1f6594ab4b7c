"""Reading for oversight: the trail with its filters, what was refused, the disclosures, and how the records themselves are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.models import (
    Account,
    AuditEntry,
    Disclosure,
    Membership,
    Organisation,
    Seal,
    UnsealedLine,
    Verification,
)
from vangnet.access.queries.trails import audit_trail
from vangnet.access.roles import Permission, PrivacyOfficer
from vangnet.access.unusual.model import About, Act
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM

TRIED = (AuditEntry.Outcome.REFUSED, AuditEntry.Outcome.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which lines of the trail somebody wants to see; what is empty does not narrow."""

    account: str = ""
    act: str = ""
    outcome: str = ""
    dossier: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SealState:
    """How the records are: the newest seal, how many lines wait for one and since when, and the newest check."""

    last: Seal | None
    waiting: int
    checked: Verification | None
    checks: list[Verification]


def with_privacy_officer(actor: Actor) -> QuerySet[Organisation]:
    """The organisations in which somebody looks after privacy now; everybody may know which these are."""
    officers = Membership.objects.filter(role=PrivacyOfficer.code).current(clock.now())
    return Organisation.objects.filter(pk__in=officers.values("organisation")).order_by("name")


def trail(actor: Actor, *, chosen: TrailFilter) -> QuerySet[AuditEntry]:
    """The trail of the own organisation, narrowed, newest first."""
    wanted = {
        "account__username": chosen.account,
        "act": chosen.act,
        "outcome": chosen.outcome,
        "dossier_id": chosen.dossier,
        "moment__gte": chosen.since,
        "moment__lt": chosen.until,
    }
    given = {name: value for name, value in wanted.items() if value}
    return audit_trail(actor).filter(**given).order_by("-moment", "-pk")


def people_in_trail(actor: Actor) -> QuerySet[Account]:
    """The people who work or worked for the organisation of a privacy officer."""
    if not actor.may(Permission.READ_AUDIT) or actor.organisation is None:
        return Account.objects.none()
    members = Membership.objects.filter(organisation=actor.organisation)
    return Account.objects.filter(pk__in=members.values("account")).order_by("display_name")


def tried(actor: Actor) -> QuerySet[AuditEntry]:
    """What was refused or did not exist, and wrong passwords for people of the own organisation, newest first."""
    people = people_in_trail(actor)
    if not actor.may(Permission.READ_AUDIT) or actor.organisation is None:
        return AuditEntry.objects.none()
    passwords = Q(act="sign_in.failed") & _concerning(
        [str(key) for key in people.values_list("pk", flat=True)]
    )
    own = Q(organisation=actor.organisation, outcome__in=TRIED)
    return AuditEntry.objects.filter(own | passwords).select_related("account", "organisation")


def own_lines(actor: Actor) -> QuerySet[AuditEntry]:
    """What somebody did and saw themselves, in whichever role, newest first."""
    if actor.account is None:
        return AuditEntry.objects.none()
    mine = AuditEntry.objects.filter(account=actor.account)
    return mine.select_related("account", "organisation").order_by("-moment", "-pk")


def disclosures_of(
    actor: Actor, *, received: bool = False, ground: str = "", kind: str = ""
) -> QuerySet[Disclosure]:
    """What the own organisation gave, refused or received, newest first, for the privacy officer."""
    if not actor.may(Permission.READ_AUDIT) or actor.organisation is None:
        return Disclosure.objects.none()
    side = {"receiver" if received else "provider": actor.organisation}
    found = Disclosure.objects.filter(**side).select_related("provider", "receiver", "provided_by")
    narrowed = {name: value for name, value in (("ground", ground), ("kind", kind)) if value}
    return found.filter(**narrowed).order_by("-moment", "-pk")


def every_line(
    actor: Actor, *, since: datetime | None = None, until: datetime | None = None
) -> QuerySet[AuditEntry]:
    """The trail of everybody in a period, oldest first; only for the system itself, which makes other records of it."""
    if actor.account is not None or not actor.may(Permission.REBUILD):
        return AuditEntry.objects.none()
    period = {"moment__gte": since, "moment__lt": until}
    given = {name: value for name, value in period.items() if value}
    return AuditEntry.objects.filter(**given).order_by("moment", "pk")


def seal_state(actor: Actor) -> SealState:
    """How the records are, for a privacy officer or somebody who looks after the system."""
    if not (actor.may(Permission.READ_AUDIT) or actor.may(Permission.MANAGE_ACCOUNTS)):
        return SealState(None, 0, None, [])
    checks = list(Verification.objects.order_by("-moment")[:10])
    last = Seal.objects.order_by("-number").first()
    return SealState(last, UnsealedLine.objects.count(), checks[0] if checks else None, checks)


def acts_for_oversight(actor: Actor, *, since: datetime) -> list[Act]:
    """The lines of the own organisation as the rules about unusual use look at them."""
    fields = ("moment", "account_id", "act", "dossier_id", "outcome", "object_ids")
    own = audit_trail(actor).filter(moment__gte=since, account__isnull=False)
    acts = [_act(row) for row in own.order_by().values(*fields)]
    failed = tried(actor).filter(act="sign_in.failed", moment__gte=since)
    return acts + [
        Act(row["moment"].astimezone(AMSTERDAM), str(key), "sign_in.failed", outcome=row["outcome"])
        for row in failed.order_by().values("moment", "outcome", "object_ids")
        for key in row["object_ids"]
    ]


def people_for_oversight(actor: Actor) -> dict[str, About]:
    """What the rules must know of people: tokens of their own name, and when their work here ended."""
    if not actor.may(Permission.READ_AUDIT) or actor.organisation is None:
        return {}
    found: dict[str, About] = {}
    members = Membership.objects.filter(organisation=actor.organisation).select_related("account")
    for one in members.order_by("until"):
        names = (one.account.display_name, *one.account.display_name.split(), one.account.username)
        tokens = frozenset(audit.blind(name) for name in names if len(name) > 2)
        found[str(one.account_id)] = About(tokens, one.until)
    return found


def _act(row: Mapping[str, Any]) -> Act:
    return Act(
        moment=row["moment"].astimezone(AMSTERDAM),
        who=str(row["account_id"]),
        act=row["act"],
        dossier=str(row["dossier_id"] or ""),
        outcome=row["outcome"],
        objects=tuple(map(str, row["object_ids"])),
    )


def _concerning(keys: list[str]) -> Q:
    found = Q(pk__in=[])
    for key in keys:
        found |= Q(object_ids__contains=[key])
    return found
