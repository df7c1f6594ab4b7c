"""What the start pages show, put together from what the queries read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from vangnet.access.models import AuditEntry, Organisation
from vangnet.access.roles import Purpose
from vangnet.cases.models import DossierStanding, WorklistEntry
from vangnet.cases.presenters import words
from vangnet.cases.queries import Block, Question, Worklist, WorklistRow
from vangnet.cases.queries.worklists import PAGE
from vangnet.core.clock import AMSTERDAM
from vangnet.design.navigation import NavItem
from vangnet.design.rows import Task
from vangnet.portal.act_words import ACTS
from vangnet.protocol import catalogue
from vangnet.protocol.engine.model import Agreement, Duty

FIRST = 5
NAMES = {
    "late": lambda: _("Mine and late"),
    "this_week": lambda: _("Mine this week"),
    "later": lambda: _("Mine, later or without a date"),
    "waiting": lambda: _("Waiting for somebody else"),
    "questions": lambda: _("Questions to answer"),
    "offered": lambda: _("Offered to my organisation"),
}
SHORT = {
    "late": lambda: pgettext("part of the worklist", "Late"),
    "this_week": lambda: _("This week"),
    "later": lambda: pgettext("part of the worklist", "Later"),
    "waiting": lambda: _("With others"),
    "questions": lambda: _("Questions"),
    "offered": lambda: _("Offered to us"),
}
EMPTY = {
    "late": lambda: _("Nothing is late. Look at what must be done this week."),
    "this_week": lambda: _("Nothing is due in the coming seven days."),
    "later": lambda: _("Nothing is due later."),
    "waiting": lambda: _("Nobody else has something open in your dossiers."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the worklist as the page shows it."""

    code: str
    name: str
    total: int
    tasks: list[Task]
    empty: str
    more: str
    page: Page | None


@dataclass(frozen=True, slots=True)
class Counter:
    """How much there is in one block, as a link to it."""

    name: str
    count: int
    url: str
    is_current: bool
    is_pressing: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """A version of an agreement that holds today, with the fingerprint of its file."""

    title: str
    valid_from: date
    decree: str
    fingerprint: str


def address(query: dict[str, str], **changes: str) -> str:
    """The start page with the same filters and other choices; an empty choice is left out."""
    chosen = {**query, **changes}
    kept = {name: value for name, value in chosen.items() if value}
    return reverse("portal:start", query=kept) if kept else reverse("portal:start")


def counters(work: Worklist, query: dict[str, str], current: str) -> list[Counter]:
    """The counters above the lists; each leads to its own list."""
    totals = {code: block.total for code, block in blocks(work).items()}
    totals["questions"] = work.questions.total
    totals["offered"] = len(work.offered) + len(work.handovers)
    pressing = {"late", "offered"}
    return [
        Counter(
            SHORT[code](),
            total,
            address(query, block=code, page=""),
            code == current,
            code in pressing and total > 0,
        )
        for code, total in totals.items()
    ]


def blocks(work: Worklist) -> dict[str, Block]:
    return {
        "late": work.late,
        "this_week": work.this_week,
        "later": work.later,
        "waiting": work.waiting,
    }


def parts(work: Worklist, query: dict[str, str], current: str) -> list[Part]:
    """The lists of the page: all of them with their first lines, or one of them whole."""
    shown = {current: blocks(work)[current]} if current in EMPTY else blocks(work)
    if current in ("questions", "offered"):
        return []
    return [_part(code, block, work.now, query, current) for code, block in shown.items()]


def _part(code: str, block: Block, now: datetime, query: dict[str, str], current: str) -> Part:
    whole = code == current
    rows = block.rows if whole else block.rows[:FIRST]
    return Part(
        code=code,
        name=NAMES[code](),
        total=block.total,
        tasks=[task(row, now) for row in rows],
        empty=EMPTY[code](),
        more="" if whole or block.total <= len(rows) else address(query, block=code, page=""),
        page=_pages(block.total, block.start) if whole else None,
    )


def task(row: WorklistRow, now: datetime) -> Task:
    """One duty that waits, in words."""
    line = row.line
    duty = catalogue.current().clause(line.agreement, line.version.isoformat(), line.duty)
    return Task(
        reference=row.pseudonym,
        url=reverse("cases:overview", args=[line.dossier.address]),
        asked=_asked(line),
        group=described(row.standing),
        ground=line.ground,
        status=row.status,
        due=row.due_at,
        norm=_norm(duty),
        owner=_owner(line),
        waiting=_waiting(line, now),
    )


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One dossier with questions: which, where to answer them, and what depends on the answers."""

    reference: str
    url: str
    group: str
    facts: list[tuple[str, str]]
    answer_url: str
    depends: list[str]
    waited: str


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """The block of questions as the page shows it: one line per dossier."""

    name: str
    total: int
    lines: list[QuestionLine]
    more: str
    page: Page | None


def questions(work: Worklist, query: dict[str, str], current: str) -> QuestionPart | None:
    """The questions of the page, whole or its first lines; nothing when another part was chosen."""
    if current not in ("", "questions"):
        return None
    found, whole = work.questions, current == "questions"
    rows = found.rows if whole else found.rows[:FIRST]
    return QuestionPart(
        name=NAMES["questions"](),
        total=found.total,
        lines=[_question(row, work.now) for row in rows],
        more="" if whole or found.total <= len(rows) else address(query, block="questions", page=""),
        page=_pages(found.total, found.start) if whole else None,
    )


def _question(row: Question, now: datetime) -> QuestionLine:
    answer = reverse("cases:answer", args=[row.dossier.address])
    return QuestionLine(
        reference=row.dossier.person.pseudonym,
        url=reverse("cases:overview", args=[row.dossier.address]),
        group=described(row.dossier.standing),
        facts=[(words.fact_name(code), f"{answer}?{urlencode({'fact': code})}") for code in row.facts],
        answer_url=f"{answer}?{urlencode({'fact': row.facts}, doseq=True)}",
        depends=list(dict.fromkeys(_asked(line) for line in row.lines)),
        waited=waited(row.lines[0].waiting_since, now),
    )


def _asked(line: WorklistEntry) -> str:
    duty = catalogue.current().clause(line.agreement, line.version.isoformat(), line.duty)
    return words.said(duty.says, line.duty) if duty else line.duty


def _pages(total: int, start: int) -> Page | None:
    return Paginator(range(total), PAGE).get_page(start // PAGE + 1) if total > PAGE else None


def described(standing: DossierStanding) -> str:
    """Whom a dossier is about, in words that name nobody."""
    return words.group(standing.age, standing.origin, standing.form_of_exploitation)


def _norm(duty: object) -> str:
    # With several branches the judgement knows which one holds; the dossier page shows that one.
    limits = duty.within if isinstance(duty, Duty) else ()
    return words.said(limits[0].norm) if len(limits) == 1 and limits[0].norm else ""


def _owner(line: WorklistEntry) -> str:
    if line.holder is not None:
        return line.holder.name
    kinds = words.listed(words.party_name(party) for party in line.parties)
    return _("nobody yet: ask %(kinds)s to take part") % {"kinds": kinds}


def _waiting(line: WorklistEntry, now: datetime) -> str:
    sentences = [waited(line.waiting_since, now)]
    if line.remaining is not None:
        sentences.append(_("the clock stands still now"))
    if line.facts_to_ask:
        facts = ", ".join(words.fact_name(code) for code in line.facts_to_ask)
        sentences.append(_("not certain yet, to ask: %(facts)s") % {"facts": facts})
    return "; ".join(sentences)


def waited(since: datetime, now: datetime) -> str:
    """How long something waits, in whole civil days."""
    days = (now.astimezone(AMSTERDAM).date() - since.astimezone(AMSTERDAM).date()).days
    if days < 1:
        return _("since today")
    return ngettext("waiting %(count)d day", "waiting %(count)d days", days) % {"count": days}


def in_force(agreements: Iterable[Agreement], today: date) -> list[InForce]:
    """The versions of all agreements that hold on a day."""
    newest: dict[str, Agreement] = {}
    for one in agreements:
        if one.valid_from <= today and (one.valid_until is None or one.valid_until >= today):
            newest[one.name] = one
    return [
        InForce(words.said(one.title, one.name), one.valid_from, one.decree, one.content_hash)
        for one in newest.values()
    ]


@dataclass(frozen=True, slots=True)
class Request:
    """Something that waits for a yes or no of the own organisation."""

    url: str
    what: str
    by: str
    ground: str
    message: str
    waited: str


def offers(work: Worklist) -> list[Request]:
    """Requests to take part, which say nothing about the person yet, and tracks to take over."""
    asked = [
        Request(
            url=reverse("portal:offer", args=[one.dossier.address]),
            what=_("Take part in a dossier"),
            by=one.offered_by.name,
            ground=words.ground_name(one.ground),
            message=one.message,
            waited=waited(one.since, work.now),
        )
        for one in work.offered
    ]
    tracks = [
        Request(
            url=reverse("cases:answer_handover", args=[one.dossier.address, one.track.kind]),
            what=_("Take over the track %(track)s of %(dossier)s")
            % {"track": one.track.get_kind_display(), "dossier": one.dossier.person.pseudonym},
            by=one.giver.name,
            ground="",
            message="",
            waited=waited(one.offered_at, work.now),
        )
        for one in work.handovers
    ]
    return [*asked, *tracks]


def parties(organisations: Iterable[Organisation]) -> list[tuple[Organisation, str]]:
    """Organisations with the kind that the agreements know them by."""
    return [(one, words.party_name(one.party)) for one in organisations]


def tabs(counted: list[Counter], query: dict[str, str], current: str) -> list[NavItem]:
    """The counters as tabs, with everything together first."""
    everything = NavItem(_("All"), address(query, block="", page=""), is_current=not current)
    return [everything, *(NavItem(one.name, one.url, one.is_current, one.count) for one in counted)]


PURPOSES = {
    Purpose.PROTECTION: lambda: _("protection"),
    Purpose.REGISTRATION: lambda: _("registration"),
    Purpose.INVESTIGATION: lambda: _("criminal investigation"),
    Purpose.RESIDENCE: lambda: _("residence"),
    Purpose.STATISTICS: lambda: _("figures"),
    Purpose.ADMINISTRATION: lambda: _("administration"),
}


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the audit trail in words."""

    moment: datetime
    who: str
    what: str
    purpose: str
    outcome: str


def trail(lines: Iterable[AuditEntry]) -> list[Trace]:
    """Lines of the audit trail as people say them."""
    return [
        Trace(
            moment=line.moment,
            who=str(line.account or _("the system")),
            what=ACTS[line.act]() if line.act in ACTS else line.act,
            purpose=PURPOSES[Purpose(line.purpose)](),
            outcome=line.get_outcome_display(),
        )
        for line in lines
    ]
