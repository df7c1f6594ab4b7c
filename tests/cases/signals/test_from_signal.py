"""From a signal to a dossier: with what is known, once, with the agreements running, and with the walls of both."""

import pytest

from tests.cases.browsing import address, signed_in, text
from tests.factories import ROUTE, actor, also_given, dossier, joined, organisation, signal
from vangnet.access.roles import PrivacyOfficer, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.cases import events, queries, services
from vangnet.cases.models import Dossier, SignalLink
from vangnet.cases.origins import origin_of
from vangnet.cases.queries import signals as reading
from vangnet.cases.rules import signals as rules
from vangnet.core import clock
from vangnet.protocol import catalogue
from vangnet.protocol import queries as protocol
from vangnet.signals import services as signals
from vangnet.signals.models import Signal
from vangnet.signals.reports import ReportedPerson
from vangnet.signals.states import SignalState

KEY = "7a0c1a52-6a0e-4f57-9d55-1f5d0b6f5a12"
GROUND = "Vc B8/3.4"


@pytest.fixture(autouse=True)
def _real_agreements(settings):
    settings.AGREEMENTS_DIR = catalogue.PACKAGED


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def owned(registrar):
    return signal()


def person_of(one, number=1):
    return one.persons.get(number=number)


def opened(one, by, **also):
    return services.open_from_signal(one, person=person_of(one), by=by, **{"ground": GROUND} | also)


def steps_of(found):
    return [entry.step for entry in protocol.entries(found.pk)]


def waits(by, made):
    return {duty.duty for duty in queries.judgement(by, made).duties if duty.settled_by is None}


def test_a_dossier_begins_with_what_the_report_says(owned, registrar):
    made = opened(owned, registrar)
    first = protocol.entries(made.pk)[0]
    assert first.facts["age"] == {"value": 30, "certainty": "claimed"}
    assert first.facts["form_of_exploitation"] == {"value": "labour", "certainty": "claimed"}
    assert first.facts["origin"]["value"] == "unknown"
    assert first.facts["age_at_recruitment"]["value"] == "unknown"


def test_the_signal_is_registered_and_stays_linked(owned, registrar):
    made = opened(owned, registrar)
    owned.refresh_from_db()
    assert owned.state == SignalState.REGISTERED
    assert owned.dossier_id == made.pk
    link = SignalLink.objects.get(dossier=made)
    assert str(link) == f"{made.pk}: {owned.reference}"
    assert (link.signal_id, link.reference, link.person, link.opened) == (owned.pk, owned.reference, 1, True)
    assert steps_of(made)[-1] == events.CAME_FROM_SIGNAL.code
    assert protocol.entries(made.pk)[-1].facts[events.SIGNAL]["value"] == owned.reference


def test_what_the_police_reports_starts_its_duty_and_that_of_the_registrar(registrar):
    police = actor("police")
    one = signal(police, region="Noord")
    made = opened(one, registrar)
    assert steps_of(made) == [
        "dossier.opened",
        "indication",
        "reported_to_registrar",
        "signal.opened_dossier",
    ]
    indication = protocol.entries(made.pk)[1]
    assert indication.party == "police"
    assert indication.facts["region"]["value"] == "Noord"
    assert indication.facts["signalled_by"]["value"] == "Ketenpartner"
    assert "confirm" in waits(registrar, made)


def read_by(somebody, made):
    """Everything that the pages of a dossier say to somebody."""
    client = signed_in(somebody)
    told = [text(client.get(address(name, made))) for name in ("overview", "timeline", "tracks", "sharing")]
    entries = protocol.entries(made.pk)
    return " ".join([*told, *(text(client.get(address("event", made, one.sequence))) for one in entries)])


def test_no_party_of_the_dossier_reads_which_organisation_reported(registrar):
    house = actor("shelter", of=organisation("shelter", name="Huis Zilverberk"))
    one = signal(house)
    organisation("shelter")
    made = opened(one, registrar)
    reader = also_given(made, joined(made, by=registrar, party="shelter"), "signal", "progress", by=registrar)
    told = read_by(reader, made)
    assert "Opvang" in told
    assert "Zilverberk" not in told


def test_of_a_kind_of_which_one_takes_part_not_even_the_kind_is_written(registrar):
    house = actor("shelter", of=organisation("shelter", name="Huis Zilverberk"))
    first = opened(signal(house), registrar)
    assert protocol.entries(first.pk)[1].facts["signalled_by"]["value"] == "Ketenpartner"
    organisation("shelter")
    second = opened(signal(house), registrar)
    assert protocol.entries(second.pk)[1].facts["signalled_by"]["value"] == "Opvang"


def test_what_somebody_outside_reports_starts_as_a_signal_received(owned, registrar):
    made = opened(owned, registrar)
    assert steps_of(made)[1] == "signal_received"
    assert protocol.entries(made.pk)[1].party == "signaller"
    assert "reported_to_registrar" not in steps_of(made)


def test_an_own_signal_of_the_police_is_their_indication():
    police = actor("police")
    one = signal(police, reporter_type="own_staff")
    made = opened(one, police)
    assert steps_of(made)[1] == "indication"
    assert "report" in waits(police, made)


def test_without_such_a_step_in_the_agreements_only_the_dossier_opens(owned, registrar, settings):
    settings.AGREEMENTS_DIR = ROUTE
    made = opened(owned, registrar)
    assert rules.REPORTED not in steps_of(made)


def test_sending_twice_opens_one_dossier(owned, registrar):
    first = opened(owned, registrar, submission_key=KEY)
    assert opened(owned, registrar, submission_key=KEY) == first
    assert Dossier.objects.count() == 1
    assert SignalLink.objects.count() == 1


def test_the_key_of_another_dossier_opens_nothing(owned, registrar):
    dossier(registrar, submission_key=KEY)
    with pytest.raises(NotFound):
        opened(owned, registrar, submission_key=KEY)
    assert Signal.objects.get(pk=owned.pk).state == SignalState.RECEIVED


def test_nobody_is_registered_twice_from_one_signal(owned, registrar):
    opened(owned, registrar)
    with pytest.raises(NotAllowed, match="Person 1 of this signal has a dossier already"):
        opened(owned, registrar)
    assert Dossier.objects.count() == 1


def test_of_a_group_as_many_are_registered_as_were_seen(registrar):
    one = signal(persons=(ReportedPerson(forms=("labour",), number_of_people=2),))
    assert opened(one, registrar) != opened(one, registrar)
    with pytest.raises(NotAllowed):
        opened(one, registrar)


def test_each_person_of_a_signal_gets_an_own_dossier(registrar):
    one = signal(persons=(ReportedPerson(age=30), ReportedPerson(age=9)))
    first = opened(one, registrar)
    second = services.open_from_signal(one, person=person_of(one, 2), ground=GROUND, by=registrar)
    assert [link.person for link in reading.dossiers_from(registrar, one)] == [1, 2]
    assert first.person_id != second.person_id
    one.refresh_from_db()
    assert one.dossier_id == first.pk


def test_a_signal_that_tells_nobody_apart_opens_with_what_it_knows(registrar):
    one = signal(persons=(), forms=("sexual",))
    made = services.open_from_signal(one, person=None, ground=GROUND, by=registrar)
    facts = protocol.entries(made.pk)[0].facts
    assert facts["form_of_exploitation"]["value"] == "sexual"
    assert facts["age"]["value"] == "unknown"


def test_between_two_forms_the_program_does_not_choose(registrar):
    one = signal(persons=(ReportedPerson(age=20, forms=("labour", "sexual")),))
    assert rules.minimum_of(one, person_of(one))["form_of_exploitation"] == "unknown"


@pytest.mark.parametrize(
    ("nationality", "origin"),
    [
        ("nl", "nl"),
        ("PL", "eu"),
        ("gb", "third_country"),
        ("xx", "third_country"),
        ("", ""),
        ("eu", "eu"),
        ("??", ""),
    ],
)
def test_nationality_becomes_the_origin_that_the_agreements_ask_for(nationality, origin):
    assert origin_of(nationality, on=clock.today()) == origin


def test_a_day_before_the_first_version_uses_the_first():
    assert origin_of("pl", on=clock.today().replace(year=2001)) == "eu"


def test_what_somebody_knows_better_goes_before_the_report(owned, registrar):
    made = opened(owned, registrar, minimum={"age": {"value": 17, "certainty": "established"}})
    assert protocol.entries(made.pk)[0].facts["age"] == {"value": 17, "certainty": "established"}


def test_a_signal_joins_the_dossier_of_the_same_person(owned, registrar):
    there = dossier(registrar)
    link = services.join_signal(owned, person=person_of(owned), dossier=there, by=registrar)
    assert not link.opened
    owned.refresh_from_db()
    assert (owned.state, owned.dossier_id) == (SignalState.REGISTERED, there.pk)
    assert steps_of(there)[-1] == events.SIGNAL_ADDED.code
    assert services.join_signal(owned, person=person_of(owned), dossier=there, by=registrar) == link


def test_a_closed_dossier_opens_again_when_a_signal_joins(owned, registrar):
    there = dossier(registrar)
    services.close_dossier(there, reason="Klaar", by=registrar)
    services.join_signal(owned, person=person_of(owned), dossier=there, by=registrar)
    assert queries.keeping.closing(there) is None


def test_nobody_joins_a_dossier_in_which_they_take_no_part(owned, registrar):
    with as_actor(registrar), pytest.raises(NotFound):
        services.join_signal(owned, person=person_of(owned), dossier=dossier(actor("police")), by=registrar)


def test_only_the_owner_registers(registrar):
    police = actor("police")
    one = signal(police)
    with pytest.raises(NotAllowed, match="owns this signal"):
        opened(one, police)
    with pytest.raises(NotFound):
        opened(one, actor("shelter"))


def test_a_closed_signal_leads_to_no_dossier(owned, registrar):
    signals.close(owned, reason="explained_otherwise", basis="inquiry", by=registrar)
    with pytest.raises(NotAllowed, match="closed"):
        opened(owned, registrar)


def test_who_only_reads_registers_nobody(owned, registrar):
    with pytest.raises(NotAllowed):
        opened(owned, actor(of=registrar.organisation, role=Reader))


def test_when_the_dossier_fails_nothing_of_it_stays(owned, registrar, monkeypatch):
    def broken(*_given, **_named):
        raise RuntimeError("power failure")

    monkeypatch.setattr("vangnet.cases.services.signals.signals.mark_registered", broken)
    with pytest.raises(RuntimeError):
        opened(owned, registrar)
    owned.refresh_from_db()
    assert owned.state == SignalState.RECEIVED
    assert Dossier.objects.count() == SignalLink.objects.count() == 0


def test_who_may_see_signals_in_a_dossier_sees_the_reference_and_not_the_signal(owned, registrar):
    made = opened(owned, registrar)
    newcomer = joined(made, registrar, "shelter")
    assert reading.signals_of(newcomer, made) == []
    also_given(made, newcomer, "signal", by=registrar)
    with as_actor(newcomer):
        links = reading.signals_of(newcomer, made)
        assert [one.reference for one in links] == [owned.reference]
        assert reading.readable_signals(newcomer, links) == {}
        assert Signal.objects.count() == 0
    with as_actor(registrar):
        assert list(reading.readable_signals(registrar, links)) == [owned.pk]


def test_who_owns_a_signal_and_not_the_dossier_does_not_see_the_dossier(registrar):
    one = signal(persons=(ReportedPerson(age=30, number_of_people=3),))
    opened(one, registrar)
    other = actor(of=registrar.organisation)
    assert [person.number for person in reading.persons_in(other, one)] == [1]
    assert len(reading.dossiers_from(other, one)) == 1
    stranger = actor("shelter")
    with as_actor(stranger):
        assert reading.dossiers_from(stranger, one) == []
        with pytest.raises(NotFound):
            reading.persons_in(stranger, one)


def test_who_may_not_read_signals_gets_no_signal(owned, registrar):
    made = opened(owned, registrar)
    links = reading.signals_of(registrar, made)
    assert reading.readable_signals(actor(of=registrar.organisation, role=PrivacyOfficer), links) == {}


def test_a_report_can_hold_many_forms_of_the_signal(registrar):
    one = signal(persons=(ReportedPerson(),), forms=("begging",))
    assert rules.minimum_of(one, person_of(one))["form_of_exploitation"]["value"] == "begging"
