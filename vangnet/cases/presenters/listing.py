"""Dossiers in a list, and the facts of one dossier in a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from vangnet.cases.models import Dossier
from vangnet.cases.presenters import words
from vangnet.cases.queries import DossierView


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier in a list: under its pseudonym, with the group in words."""

    url: str
    pseudonym: str
    group: str
    opened_at: datetime
    opened_by: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """What is known about one thing, since when and by which event."""

    name: str
    value: str
    certainty: str
    since: datetime
    sequence: int
    source: str


def row(dossier: Dossier) -> DossierRow:
    standing = getattr(dossier, "standing", None)
    group = words.group(standing.age, standing.origin, standing.form_of_exploitation) if standing else ""
    return DossierRow(
        url=reverse("cases:overview", args=[dossier.address]),
        pseudonym=dossier.person.pseudonym,
        group=group,
        opened_at=dossier.opened_at,
        opened_by=dossier.opened_by.name,
    )


def facts(view: DossierView) -> list[FactRow]:
    """The facts about the person as they stand, by name."""
    known = (fact for code, fact in view.facts.items() if "." not in code)
    rows = [
        FactRow(
            words.fact_name(fact.code),
            words.fact_value(fact.code, fact.value),
            words.certainty_of(fact.value, fact.certainty),
            fact.since,
            fact.entry.sequence,
            fact.entry.organisation.name if fact.entry.organisation else "",
        )
        for fact in known
    ]
    return sorted(rows, key=lambda one: one.name)
