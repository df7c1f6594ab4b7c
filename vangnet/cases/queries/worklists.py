"""The worklist of an organisation: what is late, what is near, what waits for others, and what is offered to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.levels import Level
from vangnet.access.roles import Permission
from vangnet.access.wall.context import as_service
from vangnet.cases.models import Dossier, DossierStanding, Handover, Involvement, WorklistEntry
from vangnet.cases.queries import reach, visibility
from vangnet.cases.queries.worklist_numbers import NEAR, Numbers, how_many_behind, numbers
from vangnet.core import clock
from vangnet.protocol import catalogue

FIRST_ONES = "The first lines are found by the table of access, as the query says; what they say is read through the wall."
PAGE = 25
FEW = 1_000
ADULT = 18
# Lines are made anew when a dossier is judged again; their order may not tell that something happened there.
BY_DUE = (
    F("due_at").asc(nulls_last=True),
    "waiting_since",
    "dossier",
    "agreement",
    "version",
    "duty",
    "trigger",
    "holder",
)


@dataclass(frozen=True, slots=True)
class WorklistFilter:
    """What the reader wants to see less of; empty means everything. Every field comes from the address of the page.

    `only` names the one list whose lines are wanted; the others are counted and left unread.
    """

    agreement: str = ""
    duty: str = ""
    track: str = ""
    party: str = ""
    due_before: datetime | None = None
    group: str = ""
    origin: str = ""
    form_of_exploitation: str = ""
    pseudonym: str = ""
    start: Mapping[str, int] = field(default_factory=dict)
    only: str = ""

    def shows(self, name: str) -> bool:
        """Whether the lines of this list are wanted."""
        return self.only in ("", name)

    def asked(self) -> dict[str, object]:
        """What the database is asked to narrow its numbers by; what is empty is left out."""
        found = {
            "agreement": self.agreement,
            "duty": self.duty,
            "duties": sorted(_duties_of(self.track)) if self.track else [],
            "party": self.party,
            "due_before": self.due_before,
            "origin": self.origin,
            "form_of_exploitation": self.form_of_exploitation,
            "pseudonym": self.pseudonym.upper(),
            self.group if self.group in GROUPS else "": True,
        }
        # A track without duties has nothing on its worklist.
        return {
            name: value
            for name, value in found.items()
            if name and (value or (name == "duties" and self.track))
        }

    def narrow(self, lines: QuerySet[WorklistEntry]) -> QuerySet[WorklistEntry]:
        exact = {
            "agreement": self.agreement,
            "duty": self.duty,
            "due_at__lt": self.due_before,
            "parties__contains": [self.party] if self.party else None,
            "dossier__standing__origin": self.origin,
            "dossier__standing__form_of_exploitation": self.form_of_exploitation,
            "dossier__person__pseudonym": self.pseudonym.upper(),
        }
        chosen = lines.filter(**{name: value for name, value in exact.items() if value})
        if self.track:
            chosen = chosen.filter(duty__in=_duties_of(self.track))
        return chosen.filter(GROUPS[self.group]) if self.group in GROUPS else chosen


GROUPS = {
    "minor": Q(dossier__standing__age__lt=ADULT),
    "adult": Q(dossier__standing__age__gte=ADULT),
    "unknown": Q(dossier__standing__age__isnull=True),
}


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One duty that waits, as a page shows it. `clause` of the catalogue gives its words."""

    line: WorklistEntry
    status: str
    due_at: datetime | None

    @property
    def pseudonym(self) -> str:
        return self.line.dossier.person.pseudonym

    @property
    def standing(self) -> DossierStanding:
        return self.line.dossier.standing


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the worklist: how many lines there are, and those of one page."""

    total: int
    rows: list[WorklistRow]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked about one person before anybody knows whether these duties apply."""

    lines: list[WorklistEntry]

    @property
    def dossier(self) -> Dossier:
        return self.lines[0].dossier

    @property
    def facts(self) -> list[str]:
        """The facts that decide, each once."""
        return list(dict.fromkeys(fact for line in self.lines for fact in line.facts_to_ask))


@dataclass(frozen=True, slots=True)
class Questions:
    """The dossiers with something to ask: how many there are, and those of one page."""

    total: int
    rows: list[Question]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Worklist:
    """The blocks of the start page. `later` holds what is mine without a near due moment, so that nothing is out of sight.

    A duty that may not apply is in none of the lists: what must be asked about it stands in `questions`, once per dossier.
    """

    now: datetime
    late: Block
    this_week: Block
    later: Block
    waiting: Block
    questions: Questions
    offered: list[Involvement]
    handovers: list[Handover]
    behind: int


def worklist(actor: Actor, chosen: WorklistFilter | None = None) -> Worklist:
    """The worklist of somebody's organisation at this moment."""
    now = clock.now()
    chosen = chosen or WorklistFilter()
    lines = chosen.narrow(_seen(actor)).filter(_told(actor))
    mine, others = Q(holder=actor.organisation), ~Q(parties__contains=[actor.party])
    sure = Q(is_undetermined=False)
    parts = {
        "late": sure & mine & Q(due_at__lt=now),
        "this_week": sure & mine & Q(due_at__gte=now, due_at__lte=now + NEAR),
        "later": sure & mine & (Q(due_at__isnull=True) | Q(due_at__gt=now + NEAR)),
        "waiting": sure & others,
    }
    skip = max(chosen.start.get("questions", 0), 0)
    counted = numbers(actor, chosen.asked(), now=now, start=skip, page=PAGE)
    blocks = {
        name: _block(lines.filter(part), counted.of(name), chosen.start.get(name, 0), now)
        if chosen.shows(name)
        else Block(counted.of(name), [])
        for name, part in parts.items()
    }
    unsure = Q(is_undetermined=True) & (mine | others)
    return Worklist(
        now=now,
        **blocks,
        questions=_questions(lines.filter(unsure), counted, skip),
        offered=visibility.offers(actor),
        handovers=visibility.handover_offers(actor),
        behind=how_many_behind(actor, now=now),
    )


def behind(actor: Actor) -> QuerySet[DossierStanding]:
    """The dossiers somebody may see whose worklist no longer fits the moment or the agreements and must be computed anew."""
    stale = Q(next_change_at__lte=clock.now()) | ~Q(program_hash=catalogue.current().hash)
    if not actor.may(Permission.READ_DOSSIERS) or actor.organisation is None:
        return DossierStanding.objects.none()
    mine = grants.reachable(actor.organisation).filter(dossier_id=OuterRef("dossier"))
    return DossierStanding.objects.filter(stale, Exists(mine))


def status_of(line: WorklistEntry, now: datetime) -> str:
    """Where a waiting duty stands at a moment; what only time changes is not kept but seen when it is read."""
    if line.is_undetermined:
        return "undetermined"
    return "overdue" if line.due_at is not None and line.due_at < now else "open"


def _seen(actor: Actor) -> QuerySet[WorklistEntry]:
    """The lines that somebody may see, asked so that the first of them are found soon.

    The database finds those best by looking up dossier by dossier in the order of the lines. Left to itself it goes through
    all of them first and needs seconds.
    """
    lines = WorklistEntry.objects.all()
    if not actor.may(Permission.READ_DOSSIERS) or actor.organisation is None:
        return lines.none()
    mine = grants.reachable(actor.organisation)
    keys = list(mine.values_list("dossier_id", flat=True)[: FEW + 1])
    if len(keys) <= FEW:
        return lines.filter(dossier__in=keys)
    this_one = mine.filter(dossier_id=OuterRef("dossier")).values("level")[:1]
    return lines.alias(my_level=Subquery(this_one)).filter(my_level__gte=int(Level.PART))


def _told(actor: Actor) -> Q:
    """What others must do because of something that is kept secret shows only to those who know the secret."""
    return Q(is_silent=False) | Q(holder=actor.organisation) | Q(dossier__in=reach.initiated(actor))


def _block(lines: QuerySet[WorklistEntry], total: int, wanted: int, now: datetime) -> Block:
    start = max(wanted, 0)
    if start >= total:
        return Block(total, [], start)
    # First which lines, then what they say: sorting all lines with everything that belongs to them takes twice as long.
    with as_service(FIRST_ONES):
        keys = list(lines.order_by(*BY_DUE).values_list("pk", flat=True)[start : start + PAGE])
    page = WorklistEntry.objects.filter(pk__in=keys).order_by(*BY_DUE)
    page = page.select_related("dossier__person", "dossier__standing", "holder")
    rows = [WorklistRow(line, status_of(line, now), _due(line, now)) for line in page]
    return Block(total, rows, start)


def _questions(lines: QuerySet[WorklistEntry], counted: Numbers, start: int) -> Questions:
    found: dict[UUID, list[WorklistEntry]] = {key: [] for key in counted.questions}
    of_page = lines.filter(dossier__in=counted.questions).order_by("waiting_since", "id")
    for line in of_page.select_related("dossier__person", "dossier__standing"):
        found[line.dossier_id].append(line)
    return Questions(counted.doubtful, [Question(own) for own in found.values() if own], start)


def _duties_of(track: str) -> set[str]:
    corpus = catalogue.current().corpus
    steps = {code for code, step in corpus.steps.items() if step.track == track}
    return {
        name
        for agreement in corpus.agreements
        for name, duty in agreement.duties.items()
        if not steps.isdisjoint(duty.do)
    }


def _due(line: WorklistEntry, now: datetime) -> datetime | None:
    return now + line.remaining if line.remaining is not None else line.due_at
