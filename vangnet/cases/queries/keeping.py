"""How long what is in a dossier is kept, what was decided about it, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Max, Min, Q, QuerySet

from vangnet.access import keeping_terms, kinds
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.keeping_rules import Due, Moments, longest
from vangnet.access.models import Destruction, KeepingDecision, Membership, Organisation
from vangnet.access.roles import Permission, PrivacyOfficer
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import NotFound
from vangnet.cases import classifying, events
from vangnet.cases.models import Closing, Dossier, Involvement, Paragraph, Track
from vangnet.cases.queries.visibility import FOR_RULES, LET_IN
from vangnet.cases.states import InvolvementState
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.protocol.models import LogEntry

Kind = KeepingDecision.Kind
TOOK_PART = (InvolvementState.ACCEPTED, InvolvementState.ENDED)


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of data of a dossier: when it may go, by which rule, and what was decided about it."""

    dossier: Dossier
    category: DataCategory
    due: Due
    keep_until: date | None
    is_held: bool
    order: KeepingDecision | None

    @property
    def day(self) -> date | None:
        """The first day on which it may go; nothing while its term does not run yet."""
        if self.due.day is None:
            return None
        return max(self.due.day, self.keep_until or self.due.day)

    def is_due(self, today: date) -> bool:
        """Whether its time has come, apart from holds."""
        return self.day is not None and self.day <= today


def reach(actor: Actor, address: str) -> Dossier:
    """A dossier of the own organisation, for deciding how long its data are kept; its content is not shown with it."""
    found = Dossier.objects.filter(pk__in=_of(actor), address=address.replace("\x00", ""))
    dossier = found.select_related("person", "opened_by").first()
    if dossier is None or not actor.may(Permission.DECIDE_KEEPING):
        raise NotFound
    return dossier


def _of(actor: Actor) -> QuerySet[Involvement, UUID]:
    mine = Involvement.objects.filter(organisation=actor.organisation, state=InvolvementState.ACCEPTED)
    return mine.values_list("dossier_id", flat=True)


@unscoped(FOR_RULES)
def keeper(dossier: Dossier) -> Organisation:
    """The organisation that decides what becomes of a dossier: who opened it, or who takes part longest."""
    present = dossier.involvements.filter(state=InvolvementState.ACCEPTED).select_related("organisation")
    found = sorted(present, key=lambda one: (one.organisation_id != dossier.opened_by_id, one.since, one.pk))
    return found[0].organisation if found else dossier.opened_by


@unscoped(FOR_RULES)
def closing(dossier: Dossier) -> Closing | None:
    """Since when a dossier is closed, if it is."""
    return Closing.objects.filter(dossier=dossier).select_related("closed_by").first()


@unscoped(FOR_RULES)
def decisions(dossier: Dossier) -> list[KeepingDecision]:
    """Everything that was proposed and decided about keeping a dossier, oldest first."""
    found = KeepingDecision.objects.filter(dossier_id=dossier.pk).order_by("moment", "id")
    return list(found.select_related("answer", "account", "organisation", "destruction", "answer__account"))


@unscoped(FOR_RULES)
def holds(decided: Iterable[KeepingDecision]) -> list[KeepingDecision]:
    """The holds in force: a hold that was asked for holds already, until somebody refuses it or two people lift it."""
    known = list(decided)
    lifted = {one.lifts_id for one in known if one.kind == Kind.LIFT_HOLD and _is_approved(one)}
    return [one for one in known if one.kind == Kind.HOLD and not _is_refused(one) and one.pk not in lifted]


@unscoped(FOR_RULES)
def open_tracks(dossier: Dossier) -> list[Track]:
    """The tracks that somebody still owns."""
    return list(dossier.tracks.filter(closed_by__isnull=True).select_related("owner"))


@unscoped(FOR_RULES)
def unanswered(dossier: Dossier) -> list[str]:
    """The organisations that were asked to take part and have not answered."""
    asked = dossier.involvements.filter(state=InvolvementState.OFFERED).select_related("organisation")
    return [one.organisation.name for one in asked]


@unscoped(FOR_RULES)
def was_proposed_by_privacy_officer(decision: KeepingDecision) -> bool:
    """Whether somebody who proposed something is a privacy officer of that organisation now."""
    roles = Membership.objects.current(clock.now()).filter(
        account=decision.account_id, organisation=decision.organisation_id, role=PrivacyOfficer.code
    )
    return roles.exists()


def is_open(decision: KeepingDecision) -> bool:
    """Whether a proposal waits for a second person."""
    return decision.kind != Kind.KEEP_LONGER and getattr(decision, "answer", None) is None


def _is_approved(decision: KeepingDecision) -> bool:
    answer = getattr(decision, "answer", None)
    return answer is not None and answer.is_approved


def _is_refused(decision: KeepingDecision) -> bool:
    answer = getattr(decision, "answer", None)
    return answer is not None and not answer.is_approved


@unscoped(FOR_RULES)
def regimes(dossier: Dossier) -> frozenset[str]:
    """The laws under which the organisations that take part or took part handle data."""
    found = dossier.involvements.filter(state__in=TOOK_PART).select_related("organisation")
    return frozenset(_regime(one.organisation) for one in found)


def _regime(organisation: Organisation) -> str:
    kind = organisation.kind or kinds.code_for_party(organisation.party)
    return kinds.of(kind).regime if kind else "any"


@unscoped(FOR_RULES)
def moments(dossier: Dossier) -> Moments:
    """From which days the terms of a dossier run."""
    closed = closing(dossier)
    told = LogEntry.objects.filter(history=dossier.pk).exclude(step__in=events.ABOUT_KEEPING)
    found = told.aggregate(first=Min("recorded_at"), last=Max("recorded_at"))
    return Moments(_day(closed.closed_at if closed else None), _day(found["last"]), _day(found["first"]))


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(AMSTERDAM).date() if moment else None


@unscoped(FOR_RULES)
def present_categories(dossier: Dossier) -> list[DataCategory]:
    """The kinds of data that a dossier holds; always its steps, and what the vault may hold: who it is about and how to reach them."""
    classes = classifying.current()
    found = {DataCategory.PROGRESS, DataCategory.IDENTITY, DataCategory.CONTACT}
    for step, facts in LogEntry.objects.filter(history=dossier.pk).values_list("step", "facts"):
        found.add(classes.of_step(step))
        found |= {classes.of_fact(code, step=step) for code in facts if "." not in code}
    sealed = Paragraph.objects.filter(dossier=dossier).values_list("sealed_as", flat=True).distinct()
    found |= {DataCategory(one) for one in sealed}
    return [category for category in DataCategory if category in found - destroyed_categories(dossier)]


@unscoped(FOR_RULES)
def destroyed_categories(dossier: Dossier) -> set[DataCategory]:
    """The kinds of data of a closed dossier that were destroyed."""
    done = Destruction.objects.filter(dossier_id=dossier.pk).values_list("categories", flat=True)
    return {DataCategory(code) for codes in done for code in codes}


@unscoped(LET_IN)
def kept(dossier: Dossier, decided: Sequence[KeepingDecision] | None = None) -> list[Kept]:
    """For every kind of data in a dossier: until when it is kept, why, and what waits."""
    known = decisions(dossier) if decided is None else decided
    terms, under, since = keeping_terms.current(), regimes(dossier), moments(dossier)
    held = bool(holds(known))
    return [
        Kept(
            dossier=dossier,
            category=category,
            due=longest(terms, category=category.value, regimes=under, moments=since),
            keep_until=_kept_longer(known, category),
            is_held=held,
            order=_order(known, category),
        )
        for category in present_categories(dossier)
    ]


def _kept_longer(decided: Iterable[KeepingDecision], category: DataCategory) -> date | None:
    until = [
        one.keep_until
        for one in decided
        if one.kind == Kind.KEEP_LONGER and category.value in one.categories and one.keep_until
    ]
    return max(until, default=None)


def _order(decided: Iterable[KeepingDecision], category: DataCategory) -> KeepingDecision | None:
    return next(
        (
            one
            for one in decided
            if one.kind == Kind.DESTROY and is_open(one) and category.value in one.categories
        ),
        None,
    )


def due_for_review(actor: Actor, *, start: int = 0, most: int = 50) -> list[Kept]:
    """What has reached the end of its term in the dossiers that the own organisation decides about, the oldest dossier first."""
    today = clock.today()
    return [
        one
        for dossier in _candidates(actor)[start : start + most]
        if keeper(dossier) == actor.organisation
        for one in kept(dossier)
        if one.is_due(today)
    ]


def has_more(actor: Actor, *, start: int) -> bool:
    """Whether there are dossiers to review beyond a place in the list."""
    return _candidates(actor)[start : start + 1].exists()


def _candidates(actor: Actor) -> QuerySet[Dossier]:
    """Dossiers with a term that can have ended: those that are closed, and those in which nothing happened for the shortest one."""
    none = Dossier.objects.none()
    if not actor.may(Permission.DECIDE_KEEPING) or actor.organisation is None:
        return none
    found = Dossier.objects.filter(pk__in=_of(actor)).select_related("person", "opened_by")
    return found.filter(Q(closing__isnull=False) | Q(opened_at__lt=_shortest())).order_by("opened_at", "pk")


def _shortest() -> datetime:
    """The moment before which a dossier must have been opened for a term that runs while it is open to have ended."""
    today = clock.today()
    latest = max(
        rule.term.before(today) for rule in keeping_terms.current().rules if rule.starts != "closing"
    )
    return datetime.combine(latest, time.max, AMSTERDAM)


def proposals(actor: Actor) -> list[KeepingDecision]:
    """What waits for a second person in the dossiers of the own organisation, oldest first."""
    if not actor.may(Permission.DECIDE_KEEPING) or actor.organisation is None:
        return []
    waiting = KeepingDecision.objects.filter(dossier_id__in=_of(actor), answer__isnull=True)
    found = waiting.exclude(kind=Kind.KEEP_LONGER).select_related("account", "organisation")
    return list(found.order_by("moment", "id"))


def certificates(actor: Actor) -> list[Destruction]:
    """The certificates of what was destroyed in the dossiers of the own organisation, newest first."""
    if not actor.may(Permission.DECIDE_KEEPING) or actor.organisation is None:
        return []
    done = Destruction.objects.filter(dossier_id__in=_of(actor)).select_related("account", "organisation")
    return list(done.order_by("-moment", "-id"))


def of_dossiers(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, Dossier]:
    """The dossiers of the own organisation behind these keys, with their pseudonyms."""
    found = Dossier.objects.filter(pk__in=list(keys)).filter(pk__in=_of(actor)).select_related("person")
    return {one.pk: one for one in found}
