"""What tests start from: made by the same services as in real life, so that no test begins in a state that cannot exist."""

from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from django.utils import translation

from vangnet.access import disclosures, grants
from vangnet.access import services as access
from vangnet.access.actors import for_membership, system
from vangnet.access.levels import Level
from vangnet.access.roles import Caseworker
from vangnet.cases import services as cases
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.core.ids import uuid7
from vangnet.protocol.log import Draft
from vangnet.protocol.moments import exactly
from vangnet.signals import services as signals
from vangnet.signals.answers import Hardness, Urgency
from vangnet.signals.models import SignalChannel, SignalText
from vangnet.signals.reports import Report, ReportedPerson, ReportedText

ROUTE = Path(__file__).parent / "agreements"
START = datetime(2025, 3, 3, 10, 0, tzinfo=AMSTERDAM)
ADULT = {"age": 30, "origin": "nl", "form_of_exploitation": "labour"}
_numbers = count(1)


def at(days=0, hours=0):
    """A moment after the start of the story."""
    return START + timedelta(days=days, hours=hours)


@contextmanager
def on(days=0, hours=0, language="en"):
    """Let it be so many days after the start of the story."""
    with clock.fixed(at(days, hours)), translation.override(language):
        yield


def organisation(party="police", name=""):
    number = next(_numbers)
    return access.add_organisation(
        f"{party.replace('_', '-')}-{number}", party=party, name=name or f"{party} {number}", by=system()
    )


def account(name=""):
    number = next(_numbers)
    return access.open_account(f"user-{number}", display_name=name or f"User {number}", by=system())


def actor(party="police", role=Caseworker, of=None):
    """Somebody who works in a role for a new organisation, or for a given one."""
    with clock.fixed(at(days=-100)):
        member = access.add_membership(
            account(), organisation=of or organisation(party), role=role, by=system()
        )
    return for_membership(member)


def dossier(by, minimum=None, **also):
    """A dossier that somebody opens at the present moment."""
    given = {"occurred": exactly(clock.now()), "ground": "Wet A", **also}
    return cases.open_dossier(ADULT if minimum is None else minimum, by=by, **given)


def reached(by, key=None):
    """The key of a dossier that the organisation of somebody has access to, without anything being in it."""
    key = key or uuid7()
    line = disclosures.record(key, receiver=by.organisation, ground="Wet A", by=by)
    grants.give(line, level=Level.PART, categories=line.categories, by=by)
    return key


def also_given(of, to, *kinds, by):
    """Give an organisation that takes part more kinds of data of a dossier."""
    line = disclosures.record(of.pk, receiver=to.organisation, ground="Wet A", categories=kinds, by=by)
    grants.give(line, level=Level.PART, categories=kinds, by=by)
    return to


def draft(step, occurred=None, **also):
    return Draft(step=step, occurred=occurred or exactly(clock.now()), **also)


def step(of, code, by, occurred=None, **also):
    """A step that somebody records, by default as having happened just now."""
    return cases.record_step(of, draft=draft(code, occurred, **also), by=by)


def joined(of, by, party="registrar"):
    """Somebody of another organisation that was asked to take part and accepted."""
    newcomer = actor(party)
    involvement = cases.involve(of, organisation=newcomer.organisation, ground="vc:b8.3", by=by)
    cases.accept_involvement(involvement, by=newcomer)
    return newcomer


def report(text="Somebody works here day and night.", **also):
    """A report of a professional, with one person of whom little is known."""
    given = {
        "channel": SignalChannel.PROFESSIONAL,
        "reporter_type": "partner_body",
        "texts": (ReportedText(SignalText.Kind.SEEN, text, hardness=Hardness.OBSERVED),),
        "persons": (ReportedPerson(age=30, forms=("labour",)),),
        "forms": ("labour",),
        "urgency": Urgency.ORDINARY,
        "hardness": Hardness.OBSERVED,
    }
    return Report(**given | also)


def signal(by=None, **also):
    """A signal that was reported at the present moment: by somebody, or without account when nobody is named."""
    if by is None:
        given = {"channel": SignalChannel.PUBLIC, "reporter_type": "citizen", **also}
        return signals.receive(report(**given), by=system())
    return signals.receive(report(**also), by=by)
