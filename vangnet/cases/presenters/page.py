"""What stands around every page of a dossier: who it is about, stops, clocks, owners, the tabs and the moment of looking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.cases import rules
from vangnet.cases.models import BreakGlass, Dossier, Track
from vangnet.cases.presenters import duties, steps, words
from vangnet.cases.presenters.duties import Clock, DutyLine, Stop
from vangnet.cases.presenters.steps import Choice
from vangnet.cases.presenters.viewing import Viewing, minute
from vangnet.cases.queries import DossierView
from vangnet.cases.states import InvolvementState
from vangnet.core.clock import AMSTERDAM
from vangnet.design.navigation import NavItem
from vangnet.design.wording import moment_in_words

TABS = {
    "overview": lambda: _("Overview"),
    "steps": lambda: _("Next steps"),
    "tracks": lambda: _("Tracks and duties"),
    "timeline": lambda: _("Timeline"),
    "persons": lambda: _("Persons"),
    "identity": lambda: _("Who it is"),
    "sharing": lambda: _("Who takes part"),
    "consent": lambda: _("Consent"),
    "keeping": lambda: _("Keeping and rights"),
}


@dataclass(frozen=True)
class DossierPage:
    """One dossier as somebody sees it at a moment; its parts are worked out when a template asks for them."""

    view: DossierView
    actor: Actor
    viewing: Viewing = field(default_factory=Viewing)
    tab: str = ""

    @property
    def dossier(self) -> Dossier:
        return self.view.dossier

    @property
    def now(self) -> datetime:
        return self.view.at

    @property
    def title(self) -> str:
        return self.dossier.person.pseudonym

    @property
    def group(self) -> str:
        return words.described(self.view.facts, self.now)

    @property
    def contradiction(self) -> str:
        """What cannot both be true in what is known, with the years that have passed since it was told."""
        known = {code: fact.value for code, fact in self.view.facts.items()}
        age = self.view.facts.get("age")
        if age is not None and isinstance(age.value, int):
            days = (self.now - age.since).days
            known["age"] = age.value + days * 4 // 1461 + (days > 0)
        return rules.contradiction(known)

    @cached_property
    def present(self) -> frozenset[str]:
        """The parties of the organisations that take part."""
        taking_part = (one for one in self.view.involvements if one.state == InvolvementState.ACCEPTED)
        return frozenset(one.organisation.party for one in taking_part)

    @cached_property
    def duties(self) -> list[DutyLine]:
        return duties.duties(self.view.judgement, self.actor, self.present)

    @property
    def pending(self) -> list[DutyLine]:
        return [duty for duty in self.duties if duty.is_pending]

    @property
    def sure(self) -> list[DutyLine]:
        """The duties that wait and of which it is known that they apply."""
        return [duty for duty in self.pending if duty.is_sure]

    @property
    def unsure(self) -> list[DutyLine]:
        """The duties of which nobody knows yet whether they apply."""
        return [duty for duty in self.pending if not duty.is_sure]

    @cached_property
    def clocks(self) -> list[Clock]:
        return duties.clocks(self.view.judgement)

    @cached_property
    def stops(self) -> list[Stop]:
        return duties.stops(self.view.judgement)

    @property
    def owners(self) -> list[Track]:
        return [track for track in self.view.tracks if track.closed_by_id is None]

    @cached_property
    def choices(self) -> list[Choice]:
        return steps.choices(self.view.judgement, self.actor, self.present)

    @property
    def questions(self) -> list[tuple[str, str]]:
        """The facts to ask: code and question."""
        return [(code, words.fact_name(code)) for code in self.view.judgement.facts_to_ask]

    @property
    def age_rows(self) -> list[tuple[str, str]]:
        return list(_age_rows(self.view))

    @property
    def may_record(self) -> bool:
        """Whoever looks through an emergency reads, and does not take part."""
        return self.viewing.is_now and self.takes_part and rules.may_record(self.actor).allowed

    @property
    def takes_part(self) -> bool:
        return any(
            one.organisation_id == self.actor.own_organisation.pk and one.state == InvolvementState.ACCEPTED
            for one in self.view.involvements
        )

    @property
    def alarms(self) -> list[BreakGlass]:
        """Emergency access that is open now; everybody in the dossier sees that it is."""
        return self.view.alarms

    @property
    def tabs(self) -> list[NavItem]:
        counts = {"overview": None, "timeline": len(self.view.timeline)}
        return [
            NavItem(label(), self.url(name), name == self.tab, counts.get(name))
            for name, label in TABS.items()
        ]

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(_("Dossiers"), reverse("cases:index"))]

    @property
    def trail_here(self) -> list[tuple[str, str]]:
        return [*self.trail, (self.title, self.overview_url)]

    @property
    def overview_url(self) -> str:
        return self.url("overview")

    @property
    def steps_url(self) -> str:
        return self.url("steps")

    @property
    def timeline_url(self) -> str:
        return self.url("timeline")

    def url(self, name: str) -> str:
        """The address of a page of this dossier, at the same moment of looking."""
        return reverse(f"cases:{name}", args=[self.dossier.address]) + self.viewing.query

    @property
    def now_url(self) -> str:
        return reverse(f"cases:{self.tab or 'overview'}", args=[self.dossier.address])

    @property
    def earlier(self) -> str:
        """Where to look from just after the event before; events within one minute are one stop."""
        moments = [moment for moment in self._moments if moment < minute(self.now)]
        return self.viewing.moved(moments[-1]) if moments else ""

    @property
    def later(self) -> str:
        moments = [moment for moment in self._moments if moment > minute(self.now)]
        return self.viewing.moved(moments[0]) if moments else ""

    @cached_property
    def _moments(self) -> list[datetime]:
        return sorted({minute(item.counts_from) for item in self.view.entries if item.step})


def _age_rows(view: DossierView):
    known = view.facts.get("age")
    if known is None:
        yield _("Age"), _("unknown")
    else:
        yield _("Age"), _age(known.value, known.certainty, known.since, view.at)
    first = _first_age(view)
    if first is not None:
        yield _("Age when the dossier was opened"), words.fact_value("age", first)
    recruited = view.facts.get("age_at_recruitment")
    if recruited is not None:
        yield _("Age at recruitment"), words.fact_value("age_at_recruitment", recruited.value)


def _age(value: object, certainty: str, since: datetime, at: datetime) -> str:
    stated = words.fact_value("age", value)
    if not isinstance(value, int):
        return stated
    told = _("%(age)s (%(certainty)s on %(day)s)") % {
        "age": stated,
        "certainty": words.certainty_name(certainty),
        "day": moment_in_words(since.astimezone(AMSTERDAM).date(), short=True),
    }
    years = (at - since).days * 4 // 1461
    if years < 1:
        return told
    return _("%(told)s; now %(low)d or %(high)d years") % {
        "told": told,
        "low": value + years,
        "high": value + years + 1,
    }


def _first_age(view: DossierView) -> object:
    stated: list[Mapping[str, object]] = [
        item.entry.facts["age"]
        for item in view.timeline
        if item.replaced_by is None and "age" in item.entry.facts
    ]
    return stated[0]["value"] if stated else None
