"""Two worlds that differ only in what somebody may not know look the same to them, byte for byte."""

import os
import random

import pytest
from django.db import transaction

from tests.factories import actor, report
from tests.matrix.visiting import browser, filled, patterns, plain, values
from vangnet.cases import services
from vangnet.cases.services import Text
from vangnet.cases.states import ConsentState
from vangnet.core import clock
from vangnet.persons import services as persons
from vangnet.protocol.log import Draft
from vangnet.protocol.moments import exactly
from vangnet.signals import services as signals
from vangnet.signals.reports import ReportedMark

PAIRS = 300 if os.environ.get("VANGNET_MATRIX") == "full" else 25  # for each of the readers below
OUTSIDE = ("stranger-caseworker", "stranger-privacy_officer", "declined", "duty", "part-administrator")
# Who is in the case, and may not even hear that there is something about the investigation.
LESSER = ("only-progress", "only-health", "part-reader")
EVERYWHERE = (
    "signals:inbox",
    "cases:index",
    "portal:start",
    "oversight:notices",
    "shelter:index",
    "oversight_keeping:review",
)
OF_CASE = ("overview", "steps", "tracks", "timeline", "persons", "sharing", "why", "consent")


@pytest.fixture(autouse=True)
def _still(db):
    """The clock stands still, so that only what was hidden differs."""
    with clock.fixed(clock.now()):
        yield


def step(world, code, chance):
    draft = Draft(step=code, occurred=exactly(clock.now()), deviation_reason=f"Omdat {chance.random()}")
    services.record_step(
        world.case, draft=draft, texts=[Text(f"Tekst {chance.random()}", "investigation")], by=world.opener
    )


def tactics(world, chance):
    step(
        world,
        chance.choice(("investigation_started", "investigation_continued", "trafficking_considered")),
        chance,
    )


def open_step(world, chance):
    step(world, chance.choice(("help_started", "indication", "police_report", "expert_opinion")), chance)


def identity(world, chance):
    fields = {"given_names": f"Naam {chance.random()}"}
    persons.keep_identity(
        world.case.person, dossier=world.case.pk, category="identity", fields=fields, by=world.opener
    )


def newcomer(world, _chance):
    services.involve(
        world.case, organisation=actor("shelter").organisation, ground="vc:b8.3", by=world.opener
    )


def consent(world, chance):
    talk = services.Talk(
        categories=["health"],
        receivers=[world.part_house.code],
        purpose="protection",
        asked_on=clock.today(),
        language=f"Taal {chance.random()}",
    )
    services.record_consent(world.case, state=ConsentState.GIVEN, talk=talk, by=world.opener)


def another(world, _chance):
    facts = {"age": 17, "origin": "nl", "form_of_exploitation": "labour"}
    services.open_dossier(facts, occurred=exactly(clock.now()), ground="Wpg", by=world.opener)


def sign(world, chance):
    """A signal that the house of the case keeps for itself, or something that is done with the one it owns."""
    if chance.random() < 0.5:
        signals.note(world.signal, text=f"Notitie {chance.random()}", by=world.opener)
        return
    mark = ReportedMark("company", f"Zaak {chance.random()}")
    signals.receive(report(reporter_type="own_staff", marks=(mark,)), by=world.opener)


HIDDEN_FROM_OUTSIDE = (tactics, open_step, identity, newcomer, consent, another, sign)
HIDDEN_FROM_LESSER = (tactics, another, sign)


def looks(world, client, names):
    address = {name: filled(pattern, values(world)) for pattern, name in patterns() if name in names}
    found = {}
    for name in sorted(address):
        with transaction.atomic():
            answer = client.get(address[name])
            transaction.set_rollback(True)
        text = plain(answer)
        # Lines of the worklist that are equally urgent have no order of their own: any recomputation can swap them.
        if name == "portal:start":
            text = "\n".join(sorted(text.splitlines()))
        found[name] = answer.status_code, text
    return found


def differences(world, who, names, hidden):
    """The pages that differ between a world and so many others that differ only in what is hidden."""
    client, chance = browser(world, who), random.Random(who)
    before = looks(world, client, names)
    wrong = set()
    for _pair in range(PAIRS):
        differ, chosen = chance.choice(hidden), set(chance.sample(sorted(names), 2))
        with transaction.atomic():
            for _time in range(chance.randint(1, 2)):
                differ(world, chance)
            after = looks(world, client, chosen)
            transaction.set_rollback(True)
        wrong |= {(differ.__name__, name) for name in chosen if after[name] != before[name]}
    return wrong


@pytest.mark.parametrize("who", OUTSIDE)
def test_who_is_outside_sees_no_difference(world, who):
    names = {*EVERYWHERE, *(f"cases:{name}" for name in OF_CASE)}
    # A newcomer comes with a new organisation and account, which an administrator counts on the start page.
    known = {newcomer} if who == "part-administrator" else set()
    hidden = [one for one in HIDDEN_FROM_OUTSIDE if one not in known]
    assert differences(world, who, names, hidden) == set()


@pytest.mark.parametrize("who", LESSER)
def test_who_may_not_know_of_an_investigation_sees_no_difference(world, who):
    names = {
        "cases:index",
        "portal:start",
        "oversight:notices",
        "signals:inbox",
        *(f"cases:{name}" for name in OF_CASE),
    }
    assert differences(world, who, names, HIDDEN_FROM_LESSER) == set()


def test_who_is_inside_does_see_a_difference(world):
    """The comparison can fail: the same changes show to somebody for whom they are."""
    client = browser(world, "opener-caseworker")
    before = looks(world, client, {"cases:timeline"})
    tactics(world, random.Random(1))
    assert looks(world, client, {"cases:timeline"}) != before
