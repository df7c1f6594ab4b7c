"""Why a signal weighs what it weighs and stands where it stands, for whoever handles it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.actors import Actor
from vangnet.signals import weights
from vangnet.signals.models import Sighting, Signal, SignalEvent, SignalPerson
from vangnet.signals.presenters import words
from vangnet.signals.presenters.weighing import WeighedView, weighed_view
from vangnet.signals.queries import sightings as reading
from vangnet.signals.queries import visibility
from vangnet.signals.rules import handling
from vangnet.signals.rules import weighing as rules
from vangnet.signals.weighing import Reason, class_of, priority_of, weigh

REASONS: Mapping[str, Callable[[], str]] = {
    "danger_yes": lambda: _("danger now"),
    "danger_unknown": lambda: _("it is not known whether there is danger"),
    "danger_not_said": lambda: _("it was not said whether there is danger"),
    "urgency_now": lambda: _("needs something now"),
    "urgency_soon": lambda: _("needs something within days"),
    "urgency_unknown": lambda: _("it is not known how urgent it is"),
    "child_young": lambda: _("about a child that cannot be punished yet"),
    "child_yes": lambda: _("about a child"),
    "child_unknown": lambda: _("it is not known whether a child is in it"),
    "child_not_said": lambda: _("it was not said whether a child is in it"),
    "threshold": lambda: _("what was seen reaches the threshold"),
    "together": lambda: _("with the signals it belongs with it reaches the threshold"),
    "points": lambda: _("what was seen has weight"),
    "others": lambda: _("belongs with other signals"),
    "waited": lambda: _("waits for some time"),
}


@dataclass(frozen=True, slots=True)
class Explained:
    """The weight of a signal and its place in the queue, with the reasons for both."""

    weighed: WeighedView
    place: str
    reasons: tuple[tuple[str, int], ...]
    change_url: str

    @property
    def columns(self) -> list[str]:
        """The headings of the table of what counts."""
        return [_("What was seen"), _("What it shows"), pgettext("weight", "Points")]


def explained(actor: Actor, signal: Signal, persons: Iterable[SignalPerson]) -> Explained:
    """Why a signal weighs what it weighs and stands where it stands."""
    book, sightings = weights.current(), reading.sightings(actor, signal)
    weighed = weigh(rules.kept(sightings), book)
    ages = [one.age for one in persons if one.age is not None]
    facts = rules.facts_of(signal, book, youngest=min(ages, default=None), sums={}, points=weighed.points)
    alone = priority_of(facts, book.priority)
    with_others = alone.number - signal.priority
    reasons = list(alone.reasons)
    if signal.cluster is not None and with_others > 0:
        reasons.append(Reason("others", with_others))
    return Explained(
        weighed=weighed_view(weighed, book, words.language()),
        place=class_name(class_of(signal.priority, book.priority)),
        reasons=tuple((REASONS[one.code](), one.places) for one in reasons),
        change_url=_change_url(actor, signal),
    )


def class_name(code: str) -> str:
    """A class of places in the queue, in words."""
    known = weights.current().priority.class_names
    return words.said(known[code], code) if code in known else code


def moved_because(event: SignalEvent) -> str:
    """To which class a signal came and why, as written down then."""
    why = [REASONS[code]() for code in str(event.about.get("why", "")).split(",") if code in REASONS]
    before, after = (class_name(str(event.about.get(side, ""))) for side in ("before", "after"))
    return _("from “%(before)s” to “%(after)s”: %(why)s") % {
        "before": before,
        "after": after,
        "why": words.listed(why),
    }


def altered_by(event: SignalEvent) -> str:
    """What a change of the answers did to the weight."""
    return _("weight from %(before)s to %(after)s") % {
        "before": event.about.get("before"),
        "after": event.about.get("after"),
    }


def person_name(one: Sighting) -> str:
    """About which person of the signal an answer is; empty when it is about the situation."""
    return _("person %(number)d") % {"number": one.person.number} if one.person else ""


def _change_url(actor: Actor, signal: Signal) -> str:
    if visibility.owns(actor, signal) and handling.may_handle(actor, signal).allowed:
        return reverse("signals:indicators", args=[signal.address])
    return ""
