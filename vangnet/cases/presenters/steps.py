"""Which steps can be recorded: what would settle a duty first, then everything by track."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.cases.models import TrackKind
from vangnet.cases.presenters import words
from vangnet.cases.presenters.duties import PENDING, STATUS_ORDER, DutyLine, duty_line
from vangnet.cases.sight import Sight, sight_of
from vangnet.protocol import catalogue
from vangnet.protocol.engine import Judgement
from vangnet.protocol.engine.model import Step
from vangnet.protocol.engine.next_steps import NextStep, Reason

TRACK_ORDER = [*TrackKind.values, None]


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that can be recorded: who does it, whether the agreements allow it now, and whose duty it settles."""

    code: str
    name: str
    doers: str
    verdict: str
    reasons: list[str]
    fulfils: list[DutyLine]
    is_mine: bool

    @property
    def is_asked_of_me(self) -> bool:
        return any(duty.is_mine for duty in self.fulfils)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The steps of one track."""

    name: str
    choices: list[Choice]


def choices(judgement: Judgement, actor: Actor, present: frozenset[str]) -> list[Choice]:
    """Every step that the agreements know for this person now; a dossier without a judged person knows every step."""
    known = catalogue.current().corpus.steps
    sight = sight_of(judgement)
    return [_choice(one, known.get(one.step), actor, present, sight) for one in judgement.next_steps]


def suggested(found: list[Choice]) -> list[Choice]:
    """The steps that settle a duty: what is asked of the own organisation first, then the most urgent."""
    asked = [choice for choice in found if any(duty.is_sure for duty in choice.fulfils)]
    return sorted(asked, key=_urgency)


def perhaps(found: list[Choice]) -> list[Choice]:
    """The steps that settle a duty only if it turns out to apply."""
    asked = [
        choice for choice in found if choice.fulfils and not any(duty.is_sure for duty in choice.fulfils)
    ]
    return sorted(asked, key=_urgency)


def _urgency(choice: Choice) -> tuple[bool, int, float]:
    first = min(
        (STATUS_ORDER.index(duty.status), duty.due.timestamp() if duty.due else float("inf"))
        for duty in choice.fulfils
    )
    return not choice.is_asked_of_me, *first


def shelves(found: list[Choice], search: str = "") -> list[Shelf]:
    """All steps by track, those of the own organisation first; with a search only those whose name contains every word."""
    parts = search.casefold().split()
    chosen = [one for one in found if all(part in one.name.casefold() for part in parts)]
    by_track = sorted(chosen, key=lambda one: (_track_order(one), not one.is_mine, one.name))
    return [
        Shelf(words.track_name(TRACK_ORDER[position] or _("other")), list(group))
        for position, group in groupby(by_track, key=_track_order)
    ]


def _track_order(choice: Choice) -> int:
    step = catalogue.current().step(choice.code)
    track = step.track if step else None
    return TRACK_ORDER.index(track if track in TRACK_ORDER else None)


def one_choice(judgement: Judgement, code: str, actor: Actor, present: frozenset[str]) -> Choice:
    """One step, also when the agreements do not know it for this person now."""
    step = catalogue.current().step(code)
    for one in judgement.next_steps:
        if one.step == code:
            return _choice(one, step, actor, present, sight_of(judgement))
    return Choice(code, words.step_name(code), words.step_doers(step) if step else "", "yes", [], [], False)


def _choice(
    one: NextStep, step: Step | None, actor: Actor, present: frozenset[str], sight: Sight | None
) -> Choice:
    return Choice(
        code=one.step,
        name=words.step_name(one.step),
        doers=words.step_doers(step) if step else "",
        verdict=one.verdict_for(actor.party),
        reasons=[sentence for reason in one.why for sentence in _sentences(reason)],
        fulfils=[duty_line(duty, actor, present, sight) for duty in one.fulfils if duty.status in PENDING],
        is_mine=step is not None and actor.party in step.by,
    )


def _sentences(reason: Reason) -> Iterator[str]:
    clause = reason.rule.clause
    says = words.said(clause.says)
    names = ", ".join(words.step_name(code) for code in reason.steps)
    told = {
        "prohibition": _("This is forbidden now. %(says)s")
        if reason.certain
        else _("This may be forbidden now. %(says)s"),
        "requires": _("Not recorded yet: %(steps)s. %(says)s"),
        "too_late": _("This should have come before: %(steps)s. %(says)s"),
    }[reason.kind]
    yield (told % {"says": says, "steps": names}).strip()
    if clause.ground:
        yield _("Ground: %(ground)s.") % {"ground": clause.ground.rstrip(".")}
    if not reason.certain and reason.rule.guard is not None:
        facts = ", ".join(words.fact_name(code) for code in reason.rule.guard.facts)
        yield _("This depends on: %(facts)s.") % {"facts": facts}
