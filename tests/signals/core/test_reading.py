"""What each reader gets to see of one signal."""

import pytest

from tests.factories import actor, report, signal
from tests.signals.core.kit import handed_over, offered
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Administrator, PrivacyOfficer
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.persons.queries import SealedRows
from vangnet.signals import services
from vangnet.signals.models import Assessment, Handover, SignalEvent, SignalPerson, SignalText
from vangnet.signals.queries import signals as reading
from vangnet.signals.queries import texts, visibility
from vangnet.signals.reports import ReportedPerson, ReportedText
from vangnet.signals.rules import handling

pytestmark = pytest.mark.django_db
Kind = SignalText.Kind


def test_owner_reads_events_offers_people_and_texts(registrar, police):
    texts_given = (
        ReportedText(Kind.SEEN, "Two men slept in the shed."),
        ReportedText(Kind.PERSON_IDENTITY, "He is called Tomek.", person=1),
        ReportedText(Kind.REPORTER_CONTACT, "Call in the evening."),
        ReportedText(Kind.NOTE, "   "),
    )
    found = signal(texts=texts_given, persons=(ReportedPerson(age=20), ReportedPerson()))
    handover = offered(found, by=registrar, to=police)
    assert [one.code for one in reading.events(registrar, found)] == ["received", "offer"]
    assert reading.handovers(registrar, found) == [handover]
    assert [one.number for one in reading.persons(registrar, found)] == [1, 2]
    told = reading.texts(registrar, found)
    assert set(told) == {Kind.SEEN, Kind.PERSON_IDENTITY, Kind.REPORTER_CONTACT}
    named = told[Kind.PERSON_IDENTITY][0]
    assert (named.text, named.line.person.number) == ("He is called Tomek.", 1)


def test_texts_of_a_signal_of_which_nothing_was_written_are_none(registrar):
    assert reading.texts(registrar, signal(texts=())) == {}


def test_way_to_reach_the_reporter_goes_to_nobody_but_the_owner(registrar, police):
    """Not to the body that reported for somebody else, nor to who gave the signal away."""
    contact = ReportedText(Kind.REPORTER_CONTACT, "Call in the evening.")
    found = signal(texts=(*report().texts, contact))
    assert Kind.REPORTER_CONTACT in reading.texts(registrar, found)
    found = handed_over(found, by=registrar, to=police)
    assert Kind.REPORTER_CONTACT not in reading.texts(registrar, found)
    assert Kind.REPORTER_CONTACT in reading.texts(police, found)


def test_who_looks_after_accounts_or_oversees_reads_no_signal(registrar):
    found = signal()
    for role in (PrivacyOfficer, Administrator):
        one = actor(of=registrar.organisation, role=role)
        assert not visibility.may_see(one, found)
        assert list(reading.signals(one)) == []
        with pytest.raises(NotFound):
            reading.open_signal(one, found.address)


def test_looking_for_a_signal_leaves_a_line_also_when_there_is_none(registrar):
    found = signal()
    reading.open_signal(registrar, found.address)
    with pytest.raises(NotFound):
        reading.open_signal(registrar, "nothing")
    outcomes = AuditEntry.objects.filter(act="signal.read").order_by("moment", "pk")
    assert [(one.dossier_id, one.outcome) for one in outcomes] == [(found.pk, "done"), (None, "not_found")]


def test_offer_is_found_by_who_made_it_and_by_who_answers(registrar, police):
    found = signal()
    for look in (visibility.offer, visibility.own_offer):
        with pytest.raises(NotFound):
            look(police, found)
    handover = offered(found, by=registrar, to=police)
    assert visibility.offer(police, found) == visibility.own_offer(registrar, found) == handover
    with pytest.raises(NotFound):
        visibility.offer(registrar, found)
    with pytest.raises(NotFound):
        visibility.own_offer(police, found)


def test_prohibition_of_the_sharing_rules_stands_above_a_route(registrar, monkeypatch):

    found, police = signal(), actor("police")
    real = handling.shared

    def forbids(by, **question):
        answer = real(by, **question)
        return type(answer)("no", "never", "", "seed 0", answer.sentence)

    monkeypatch.setattr(handling, "shared", forbids)
    with pytest.raises(NotAllowed):
        offered(found, by=registrar, to=police)


def test_rules_that_permit_need_no_route(registrar, police):
    found = signal(police, reporter_type="own_staff")
    handover = services.offer(
        found, to=actor("emm").organisation, why="other", ground="agreement:signals_emm", by=police
    )
    assert handover.ground == "agreement:signals_emm"


def test_closed_house_offers_nothing_and_a_reporter_neither(registrar, police):
    found = signal(police)
    with pytest.raises(NotAllowed, match="Another organisation owns"):
        offered(found, by=police, to=actor("avim"))


def test_keyring_hears_which_keys_the_texts_ask_for(registrar):
    found = signal(texts=(*report().texts, ReportedText(Kind.SAFETY, "Only by day.")))
    rows = texts.sealed_texts(system())
    assert [(one.subject, one.category, one.count) for one in rows] == [(found.pk, "signal", 2)]
    assert isinstance(rows[0], SealedRows)
    assert texts.sealed_texts(registrar) == []


def test_rows_say_what_they_are_without_naming_anybody(registrar, police):
    found = signal()
    offered(found, by=registrar, to=police)
    services.view(found, finding="indications", by=registrar)
    assert str(found) == found.reference
    assert str(SignalPerson.objects.get()) == f"{found.reference}: 1"
    assert str(SignalText.objects.get()).endswith(": seen")
    assert str(SignalEvent.objects.get(number=1)).endswith("1: received")
    assert str(Assessment.objects.get()).endswith("indications")
    assert str(Handover.objects.get()).endswith(f"{registrar.organisation} > {police.organisation}")


def test_reference_is_easy_to_say_and_tells_nothing(registrar):
    first, second = signal().reference, signal().reference
    assert first != second
    for one in (first, second):
        start, *groups = one.split("-")
        assert start == "SEIN" and [len(group) for group in groups] == [4, 4]
        assert not set("".join(groups)) & set("01OIAEUYCQLX")
