"""Who owns a signal from its first moment, and who could best take it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vangnet.access import decisions
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.verdicts import NotAllowed, refused
from vangnet.signals import routes, terms
from vangnet.signals.answers import Answer
from vangnet.signals.queries import organisations
from vangnet.signals.queries.signals import nearest
from vangnet.signals.reports import Report
from vangnet.signals.routes import ANY, OWN, Facts, Route


@dataclass(frozen=True, slots=True)
class Desk:
    """The organisation that owns a signal from its first moment, the line that says so, and the ground."""

    organisation: Organisation
    rule: str
    ground: str


def desk_for(actor: Actor, report: Report) -> Desk:
    """The desk that owns a report from its first moment: the first in line where somebody works who may handle signals.

    When that is nowhere, it waits at the national desk, and the night says so. Without any organisation nothing is kept.
    """
    facts = facts_of(report)
    ground = terms.current().reporter(report.reporter_type).ground
    every, working = organisations.that_handle(actor), organisations.with_handlers(actor)
    own = actor.organisation
    able = [one for one in every if one.pk in working]
    national = [one for one in every if one.party == organisations.REGISTRAR]
    found = (
        _desk(able, facts, ground, own if own and own.pk in working else None)
        or _desk(national, facts, ground, None)
        or _desk(every, facts, ground, own)
    )
    if found is None:
        raise NotAllowed(
            refused(_("No organisation takes part yet, so nobody could look at this. Nothing was kept."))
        )
    return found


def facts_of(report: Report) -> Facts:
    """What desks look at in a report."""
    return Facts(
        reporter=report.reporter_type,
        channel=report.channel,
        danger=report.danger,
        urgency=report.urgency,
        hardness=report.hardness,
        setting=report.setting,
        region=report.region,
        forms=frozenset(report.forms),
        minor=report.has_minor == Answer.YES,
    )


def _desk(among: Sequence[Organisation], facts: Facts, ground: str, own: Organisation | None) -> Desk | None:
    for line in routes.current().desks_for(facts):
        found = _first(line, among, facts.region, own)
        if found is not None:
            return Desk(found, line.code, ground)
    return None


def _first(
    line: Route, every: Sequence[Organisation], region: str, own: Organisation | None
) -> Organisation | None:
    for kind in line.to:
        if kind == OWN:
            found = own
        elif kind == ANY:
            found = own or (every[0] if every else None)
        else:
            found = nearest((one for one in every if decisions.kind_of(one) == kind), region)
        if found is not None:
            return found
    return None
