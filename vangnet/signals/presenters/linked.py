"""Links and groups of signals on the screen: why each was found, whom to ask, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.access import queries as access
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.signals.adding_up.kinds import Way
from vangnet.signals.models import WAY_LABELS, Link, Signal
from vangnet.signals.presenters import words
from vangnet.signals.presenters.drawing import what
from vangnet.signals.queries import clusters, visibility
from vangnet.signals.queries import links as reading
from vangnet.signals.queries.clusters import Cluster
from vangnet.signals.queries.links import LinkSeen


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link: what is shared, how it was found, with which signal or whom to ask, and how it was judged."""

    what: str
    why: str
    reference: str
    url: str
    contact: str
    found: datetime
    judged: str
    is_rejected: bool
    judge_url: str


@dataclass(frozen=True, slots=True)
class Linked:
    """The links of a signal, with the pages of its marks and its group."""

    rows: list[LinkRow]
    marks_url: str
    cluster_url: str
    columns: list[str]
    may_handle: bool


def linked(actor: Actor, signal: Signal) -> Linked | None:
    """What a signal has in common with others, for whoever owns it; for others there is nothing."""
    if not visibility.owns(actor, signal) or not actor.may(Permission.READ_SIGNALS):
        return None
    may_handle = actor.may(Permission.HANDLE_SIGNAL)
    found = reading.of(actor, signal)
    grouped = clusters.cluster_of(actor, signal) if any(one.joins for one in found) else None
    return Linked(
        rows=[_row(actor, signal, one, may_handle) for one in found],
        marks_url=reverse("signals:marks", args=[signal.address]),
        cluster_url=reverse("signals:cluster", args=[grouped.hex]) if grouped else "",
        columns=[_("What they share"), _("With"), _("Found")],
        may_handle=may_handle,
    )


def why(link: LinkSeen) -> str:
    """How a link was found, in words."""
    said = str(WAY_LABELS[Way(link.way)])
    if link.way != Way.FUZZY:
        return said
    share = _("%(percent)s %% in common") % {"percent": link.score}
    return f"{said}, {share}"


def contact(actor: Actor, house: Organisation) -> str:
    """Whom to ask in an organisation: who is asked for there today, else the organisation."""
    person = access.attention_officer(actor, house)
    if person is None:
        return str(house.name)
    return _("%(person)s (%(organisation)s)") % {"person": person.display_name, "organisation": house.name}


def _row(actor: Actor, signal: Signal, link: LinkSeen, may_handle: bool) -> LinkRow:
    return LinkRow(
        what=what(link.kind),
        why=why(link),
        reference=link.reference,
        url=reverse("signals:signal", args=[link.other]) if link.other else "",
        contact="" if link.reference else contact(actor, link.contact),
        found=link.found_at,
        judged=judged(link),
        is_rejected=link.rejected_at is not None,
        judge_url=reverse("signals:link", args=[signal.address, link.address]) if may_handle else "",
    )


def judged(link: LinkSeen | Link) -> str:
    """What somebody said about a link; empty when nobody did."""
    if link.rejected_at is not None:
        return _("Set aside: %(why)s") % {"why": dict(Link.Why.choices)[link.why]}
    return _("Confirmed") if link.confirmed_at is not None else ""


def standing(actor: Actor, signal: Signal) -> str:
    """Where a signal of a group stands; for whoever reported it and does not own it in plain words only."""
    return words.state(signal) if visibility.owns(actor, signal) else words.state_for_reporter(signal)


def hidden(group: Cluster) -> list[str]:
    """Whom to ask about the signals beside those that one sees, and how many there are further on."""
    found = [
        ngettext(
            "Possible link with %(number)d signal: ask %(contact)s.",
            "Possible link with %(number)d signals: ask %(contact)s.",
            number,
        )
        % {"number": number, "contact": house.name}
        for house, number in group.contacts
    ]
    if group.further:
        found.append(
            ngettext(
                "%(number)d more signal is linked further on.",
                "%(number)d more signals are linked further on.",
                group.further,
            )
            % {"number": group.further}
        )
    return found
