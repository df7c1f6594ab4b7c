"""In which rhythm bodies deliver their signals and hear what became of them: agreements of the engine, each in its own folder.

They stand apart from the agreements about persons, because a delivery is about two organisations and not about a dossier. Each is
judged by itself: the months of one body say nothing about another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.protocol.engine import Case, DutyInstance, Event, Program, compile_corpus, judge, load_directory
from vangnet.protocol.engine.model import Agreement

FOLDER = Path(__file__).parent
AGREED, DELIVERED, NOTHING, FEEDBACK = (
    "delivery_agreed",
    "signals_delivered",
    "nothing_to_deliver",
    "delivery_feedback_given",
)
DELIVER, TELL = "deliver", "feedback"
WAITING = frozenset({"open", "overdue"})


@dataclass(frozen=True)
class Rhythm:
    """One agreement about deliveries: its versions and how it is judged."""

    name: str
    versions: tuple[Agreement, ...]
    program: Program

    @property
    def newest(self) -> Agreement:
        """The version with the latest first day."""
        return self.versions[-1]

    def parties(self, step: str) -> frozenset[str]:
        """Who may record a step, in any version."""
        return frozenset(party for one in self.versions for party in one.steps[step].by)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened between two bodies: which step, when, and by whom."""

    step: str
    at: datetime
    party: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What must happen next in a rhythm: which duty, of whom, before when, and whether that has passed."""

    duty: str
    due: datetime
    is_overdue: bool
    says: dict[str, str]
    source: str


@cache
def rhythms(folder: Path = FOLDER) -> dict[str, Rhythm]:
    """Every rhythm by the name of its agreement."""
    found = {}
    for part in sorted(one for one in folder.iterdir() if one.is_dir() and one.name[0] not in "_."):
        corpus = load_directory(part)
        name = corpus.agreements[0].name
        found[name] = Rhythm(name, tuple(corpus.agreements), compile_corpus(corpus))
    return found


def expected(name: str, happened: Iterable[Happened], *, at: datetime) -> list[Expected]:
    """What a rhythm expects at a moment, the first due before the others."""
    return [_expected(duty) for duty in _judged(name, happened, at) if duty.status in WAITING]


def missed(name: str, happened: Iterable[Happened], *, at: datetime) -> int:
    """How often something came too late until a moment, or has not come yet."""
    return sum(duty.status in {"late", "overdue"} for duty in _judged(name, happened, at))


def missed_now(name: str, happened: Iterable[Happened]) -> int:
    """How often something came too late until now, or has not come yet."""
    return missed(name, happened, at=clock.now())


def _judged(name: str, happened: Iterable[Happened], at: datetime) -> list[DutyInstance]:
    events = tuple(
        Event(f"e{number}", one.step, one.at.timestamp(), one.at.timestamp(), one.party, "", {})
        for number, one in enumerate(sorted(happened, key=lambda one: one.at), 1)
    )
    duties = judge(Case(name, events), rhythms()[name].program, at.timestamp()).duties
    return sorted((duty for duty in duties if duty.due is not None), key=lambda duty: duty.due or 0)


def _expected(duty: DutyInstance) -> Expected:
    return Expected(
        duty.name,
        datetime.fromtimestamp(duty.due or 0, AMSTERDAM),
        duty.status == "overdue",
        dict(duty.clause.says),
        duty.clause.source,
    )
