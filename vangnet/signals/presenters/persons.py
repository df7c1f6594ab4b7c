"""Whom a signal is about: the four items that always count, each perhaps unknown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.signals.answers import Answer
from vangnet.signals.models import SignalPerson
from vangnet.signals.presenters import words


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody whom a signal is about: the four items that always count, and what else is known."""

    title: str
    rows: list[tuple[str, str]]
    question: str = ""


def person_card(one: SignalPerson) -> PersonCard:
    """A person with the four items, each perhaps unknown."""
    title = _("Person %(number)d") % {"number": one.number}
    if one.number_of_people > 1:
        title = _("Group of %(count)d people") % {"count": one.number_of_people}
    rows = [
        (_("Age"), _age(one.age, one.age_answer, one.is_minor)),
        (_("Age at recruitment"), _age(one.age_at_recruitment, one.recruitment_answer, "")),
        (_("Nationality"), words.nationality(one.nationality, one.nationality_answer)),
        (_("Form of exploitation"), _forms(one)),
    ]
    if one.is_suspect:
        rows.append((_("Met as a suspect"), words.answer(one.is_suspect)))
    return PersonCard(title, rows, _question(one))


def _question(one: SignalPerson) -> str:
    """The standard question about a minor who is met as a suspect, as long as it stands open."""
    if one.is_suspect != Answer.YES or one.is_minor == Answer.NO:
        return ""
    if one.adult_behind == Answer.YES:
        return _("An adult can be behind it: this child may be a victim first.")
    if one.adult_behind == Answer.NO:
        return ""
    return _("Still open: can an adult be behind it? Ask it again.")


def _age(age: int | None, answer: str, is_minor: str) -> str:
    if age is not None:
        return ngettext("%(count)d year", "%(count)d years", age) % {"count": age}
    if is_minor in (Answer.YES, Answer.NO):
        return _("a child, age not known") if is_minor == Answer.YES else _("adult, age not known")
    return words.unanswered(answer)


def _forms(one: SignalPerson) -> str:
    if one.forms:
        return words.listed(words.form_name(code) for code in one.forms)
    return words.unanswered(one.forms_answer)
