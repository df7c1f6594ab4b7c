"""What the pages say about signals and the dossiers that came from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access.verdicts import Verdict
from vangnet.cases.models import SignalLink
from vangnet.cases.presenters import words
from vangnet.signals.answers import Answer
from vangnet.signals.models import Signal, SignalPerson

FORM = "form_of_exploitation"


@dataclass(frozen=True, slots=True)
class CameFrom:
    """A signal of a dossier; with an address only for who may read the signal itself."""

    reference: str
    url: str
    moment: datetime
    organisation: str
    opened: bool


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody of a signal, in words, with what can be done."""

    number: int
    title: str
    facts: list[tuple[str, str]]
    unsettled: list[str]
    progress: str
    refusal: str
    open_url: str
    join_url: str
    dossiers: list[tuple[str, str]]


def unsettled(person: SignalPerson | None) -> list[tuple[str, str]]:
    """What the report knows of somebody and a dossier cannot take over by itself: each with what to do."""
    found = []
    if is_child_of_unknown_age(person):
        found.append(
            (
                _("The report says: younger than 18, age not known"),
                _(
                    "A dossier knows ages only. Fill in the age that you think of, so that everything that holds "
                    "for a child begins at once. You can correct it later."
                ),
            )
        )
    if person is not None and len(person.forms) > 1:
        named = ", ".join(words.fact_value(FORM, code) for code in person.forms)
        found.append(
            (
                _("The report names more than one form: %(forms)s") % {"forms": named},
                _("A dossier begins with one of them. Choose the one for which help is needed first."),
            )
        )
    return found


def is_child_of_unknown_age(person: SignalPerson | None) -> bool:
    """Whether the report knows that somebody is a minor, which a dossier can only keep as an age."""
    return person is not None and person.age is None and person.is_minor == Answer.YES


def came_from(links: Iterable[SignalLink], readable: Mapping[UUID, Signal]) -> list[CameFrom]:
    """The signals of a dossier, oldest first."""
    return [
        CameFrom(
            reference=one.reference,
            url=_signal_url(readable.get(one.signal_id)),
            moment=one.moment,
            organisation=one.organisation.name,
            opened=one.opened,
        )
        for one in links
    ]


def somebody(
    signal: Signal,
    person: SignalPerson | None,
    *,
    told: Mapping[str, object],
    verdict: Verdict,
    links: Iterable[SignalLink],
) -> Somebody:
    """One person of a signal, or the signal as a whole when nobody in it was told apart."""
    number = person.number if person else 0
    own = [one for one in links if one.person == number]
    return Somebody(
        number=number,
        title=name_of(person),
        facts=[(words.fact_name(code), _value(code, fact)) for code, fact in told.items()],
        unsettled=[title for title, _what_to_do in unsettled(person)],
        progress=_progress(person, len(own)),
        refusal="" if verdict.allowed else str(verdict.reason),
        open_url=reverse("cases:from_signal_open", args=[signal.address, number]),
        join_url=reverse("cases:from_signal_join", args=[signal.address, number]),
        dossiers=[
            (str(one.dossier.person), reverse("cases:overview", args=[one.dossier.address])) for one in own
        ],
    )


def name_of(person: SignalPerson | None) -> str:
    """How somebody of a signal is called on these pages."""
    if person is None:
        return _("Somebody in this signal")
    if person.number_of_people > 1:
        return _("Group %(number)d: %(people)d people") % {
            "number": person.number,
            "people": person.number_of_people,
        }
    return _("Person %(number)d") % {"number": person.number}


def _progress(person: SignalPerson | None, done: int) -> str:
    if person is None or person.number_of_people == 1:
        return ""
    return _("Open a dossier for each of them: %(done)d of %(people)d done.") % {
        "done": done,
        "people": person.number_of_people,
    }


def _value(code: str, fact: object) -> str:
    return words.fact_value(code, fact["value"] if isinstance(fact, Mapping) else fact)


def _signal_url(signal: Signal | None) -> str:
    return reverse("signals:signal", args=[signal.address]) if signal is not None else ""
