"""What may be done with a draft, how far it is, and what it still needs before it can be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.core import clock
from vangnet.signals import intake_limits, measures, sections
from vangnet.signals.models import IntakeDraft
from vangnet.signals.sections import Question, Section

MOST_LINES = 200
UNKNOWN = "unknown"

Answers = Mapping[str, Any]
Content = Mapping[str, Any]


class Progress(StrEnum):
    """How far a section is."""

    TO_DO = "to_do"
    BUSY = "busy"
    READY = "ready"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that a good report answers and this one does not; `number` says about which fact or person."""

    section: Section
    question: Question
    number: int | None = None


def may_write(actor: Actor) -> Verdict:
    """Whoever may report may write a draft."""
    return has_permission(actor, Permission.REPORT_SIGNAL)


def may_give_words(actor: Actor, draft: IntakeDraft) -> Verdict:
    """Words for a caller are made while the caller is on the telephone, by whoever took the call."""
    if draft.signal is None or clock.now() > draft.signal.received_at + intake_limits.current().caller_words:
        return refused(
            _("The call is over. Words for the caller can only be made right after the report was sent.")
        )
    return may_write(actor)


def may_change(actor: Actor, draft: IntakeDraft) -> Verdict:
    """A draft is changed by who began it, until it is sent."""
    if draft.signal_id is not None:
        return refused(_("This report was sent already. Add to the signal instead."))
    return may_write(actor)


def may_add_line(content: Content, section: Section) -> Verdict:
    """A report has room for many facts and people, not for endlessly many."""
    if len(lines(content, section)) >= MOST_LINES:
        return refused(
            _(
                "This report has %(most)d lines here and more do not fit. Report people in the same situation as a group."
            )
            % {"most": MOST_LINES}
        )
    return ALLOWED


def lines(content: Content, section: Section) -> Sequence[Answers]:
    """The facts or persons of a section in the order in which they were added."""
    found: Sequence[Answers] = content.get("lines", {}).get(section.code, ())
    return found


def keys(content: Content, section: Section) -> list[str]:
    """What names each fact or person of a section, whatever its place is now; without a name it goes by its first place."""
    named = list(content.get("keys", {}).get(section.code, ()))
    return [*named, *(str(place) for place in range(len(named) + 1, len(lines(content, section)) + 1))]


def answers(content: Content, section: Section) -> Answers:
    """The answers of a section that is filled in as a whole."""
    found: Answers = content.get("answers", {}).get(section.code, {})
    return found


def is_answered(value: Any) -> bool:
    """Whether there is an answer; unknown is one."""
    return value not in (None, "", [], ())


def counts_as_minor(person: Answers) -> bool:
    """Whether somebody counts as a minor: doubt about an age means minor."""
    age = person.get("age")
    return not isinstance(age, int) or age < measures.current().adult_from


def asks_adult(person: Answers) -> bool:
    """Whether somebody is a suspect and perhaps a minor, so that it must be asked whether an adult can be behind it."""
    return person.get("is_suspect") is True and counts_as_minor(person)


def progress(content: Content, section: Section) -> Progress:
    """How far a section is: left with a reason, ready, in progress or to do."""
    if section.code in content.get("left", {}):
        return Progress.LEFT
    filled = lines(content, section) if section.repeats else [answers(content, section)]
    if not any(is_answered(value) for one in filled for value in one.values()):
        return Progress.TO_DO
    return Progress.BUSY if list(_missing(content, section)) else Progress.READY


def missing(content: Content) -> list[Missing]:
    """What a good report would have as well. Nothing of it keeps anybody from sending."""
    left = content.get("left", {})
    return [
        one for section in sections.SECTIONS if section.code not in left for one in _missing(content, section)
    ]


def may_send(content: Content) -> list[str]:
    """What stands in the way of sending: the four items about a person, each perhaps unknown, and the standard question."""
    persons = lines(content, sections.BY_CODE["persons"])
    if not persons:
        return [_("Add at least one person. Every answer about a person may be “not known”.")]
    return [problem for number, person in enumerate(persons, 1) for problem in _stops(number, person)]


def _stops(number: int, person: Answers) -> list[str]:
    minimum = [one for one in sections.BY_CODE["persons"].questions if one.is_minimum]
    found = [
        _("Person %(number)d: answer “%(question)s”, perhaps with “not known”.")
        % {"number": number, "question": question.label}
        for question in minimum
        if not is_answered(person.get(question.code))
    ]
    if asks_adult(person) and not is_answered(person.get("adult_behind")):
        found.append(
            _(
                "Person %(number)d is a suspect and is or may be a minor: answer whether an adult can be behind it."
            )
            % {"number": number}
        )
    return found


def _missing(content: Content, section: Section) -> list[Missing]:
    if not section.repeats:
        given = answers(content, section)
        return [Missing(section, one) for one in section.recommended if not is_answered(given.get(one.code))]
    filled = lines(content, section)
    if not filled:
        return [Missing(section, section.recommended[0])]
    return [
        Missing(section, question, number)
        for number, line in enumerate(filled, 1)
        for question in _asked(section, line)
        if not is_answered(line.get(question.code))
    ]


def _asked(section: Section, line: Answers) -> tuple[Question, ...]:
    if section.repeats == "person" and asks_adult(line):
        return (*section.recommended, sections.ADULT_BEHIND)
    return section.recommended
