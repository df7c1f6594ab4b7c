"""What the person concerned reads or hears about their own data: no codes, no staff, and no names of shelters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from vangnet.access.models import Disclosure, Organisation
from vangnet.cases.presenters import timeline, words
from vangnet.cases.presenters.timeline import EventLine
from vangnet.cases.queries import DossierView
from vangnet.cases.queries.rights import Looked

SHELTER = "shelter"  # the name of a shelter can tell where somebody sleeps


@dataclass(frozen=True, slots=True)
class Received:
    """One time that data went from one organisation to another, in words."""

    moment: datetime
    provider: str
    receiver: str
    ground: str


@dataclass(frozen=True, slots=True)
class LookedLine:
    """An organisation that looked: how often, and when first and last."""

    name: str
    times: int
    first: datetime
    last: datetime


def happened(view: DossierView) -> list[EventLine]:
    """The events, with what the organisation may not see said to the person and not to its own staff."""
    names = {one.organisation.code: name_of(one.organisation) for one in view.involvements}
    numbers = {item.entry.pk: item.entry.sequence for item in view.timeline}
    found = [timeline.line(item, names, numbers, view) for item in view.timeline]
    closed = _("Something that this organisation may not see")
    return [replace(one, title=closed) if one.is_hidden else one for one in found]


def received(found: Iterable[Disclosure]) -> list[Received]:
    """Who gave data to whom, and on which ground."""
    return [
        Received(
            one.moment,
            name_of(one.provider) if one.provider else one.giver,
            name_of(one.receiver),
            words.ground_name(one.ground),
        )
        for one in found
    ]


def looked(found: Iterable[Looked]) -> list[LookedLine]:
    """Who looked, by organisation."""
    return [LookedLine(name_of(one.organisation), one.times, one.first, one.last) for one in found]


def name_of(organisation: Organisation) -> str:
    """The name of an organisation; of a shelter only that it is one."""
    return words.party_name(SHELTER) if organisation.party == SHELTER else str(organisation.name)
