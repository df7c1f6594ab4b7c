"""The one way in: what is reported becomes a signal that somebody owns from its first moment."""

from uuid import uuid4

import pytest

from tests.factories import actor, report, signal
from vangnet.access import grants
from vangnet.access.categories import DataCategory
from vangnet.access.models import AuditEntry, Disclosure, Notice
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.signals.models import Signal, SignalChannel, SignalEvent, SignalText
from vangnet.signals.reports import ReportedPerson, ReportedText
from vangnet.signals.states import SignalState

pytestmark = pytest.mark.django_db


def test_public_report_is_owned_by_the_registrar_at_once(registrar, police):
    found = signal()
    assert (found.owner, found.state) == (registrar.organisation, SignalState.RECEIVED)
    assert grants.standing_kinds(registrar, found.pk) >= {DataCategory.SIGNAL, DataCategory.CONTACT}
    assert grants.standing(police, found.pk) is None


def test_public_report_stands_in_the_register_as_given_by_nobody(registrar):
    found = signal()
    line = Disclosure.objects.get(dossier_id=found.pk)
    assert (line.provider, line.provided_by, line.receiver) == (None, None, registrar.organisation)


def test_reporting_organisation_sees_its_own_report_and_nothing_else(registrar, police):
    contact = ReportedText(SignalText.Kind.REPORTER_CONTACT, "Call me at noon.")
    found = signal(police, texts=(*report().texts, contact))
    assert grants.standing_kinds(police, found.pk) == {DataCategory.SIGNAL}
    with as_actor(police):
        assert list(Signal.objects.all()) == [found]
        assert not SignalEvent.objects.exists()
    with as_actor(registrar):
        assert SignalEvent.objects.count() == 1


def test_who_is_no_party_sees_nothing_at_all(registrar, police):
    signal()
    with as_actor(police):
        assert not Signal.objects.exists()
        assert not SignalText.objects.exists()


def test_own_staff_keep_what_they_saw_themselves(registrar, police):
    assert signal(police, reporter_type="own_staff").owner == police.organisation


def test_same_report_sent_twice_is_one_signal(registrar):
    key = uuid4()
    first, second = signal(submission_key=key), signal(submission_key=key)
    assert first == second
    assert Signal.objects.count() == SignalEvent.objects.count() == 1
    assert AuditEntry.objects.filter(act="signal.receive", outcome="repeated").count() == 1


def test_key_of_somebody_else_leads_to_nothing(registrar, police):
    key = uuid4()
    signal(submission_key=key)
    with pytest.raises(NotFound):
        signal(police, submission_key=key)


def test_without_any_organisation_nothing_is_kept():
    with pytest.raises(NotAllowed, match="nobody could look at this"):
        signal()
    assert not Signal.objects.exists()


def test_reader_does_not_report(registrar):
    with pytest.raises(NotAllowed, match="report a signal"):
        signal(actor("police", role=Reader))


@pytest.mark.parametrize(
    "ages, told", [((30, 40), "no"), ((30, 11), "yes"), ((30, None), "unknown"), ((), "unknown")]
)
def test_whether_a_child_is_in_it_follows_from_ages_and_unknown_is_no_favour(registrar, ages, told):
    persons = tuple(ReportedPerson(age=age) for age in ages)
    assert signal(persons=persons).has_minor == told
    # what somebody says outright goes before what ages say
    assert signal(persons=persons, has_minor="yes").has_minor == "yes"


@pytest.mark.parametrize(
    "urgent, told", [({"danger": "yes"}, 1), ({"urgency": "now"}, 1), ({"danger": "unknown"}, 0)]
)
def test_desk_hears_at_once_of_what_cannot_wait(registrar, urgent, told):
    signal(**urgent)
    assert Notice.objects.filter(code="signal.urgent", organisation=registrar.organisation).count() == told


def test_empty_report_says_what_misses(registrar):
    with pytest.raises(NotAllowed, match="empty"):
        signal(texts=(), persons=())


def test_what_is_too_long_is_refused_with_the_limit(registrar):
    with pytest.raises(NotAllowed, match="20000"):
        signal(text="a" * 20_001)
    with pytest.raises(NotAllowed, match="500"):
        signal(persons=(ReportedPerson(),) * 501)


def test_file_needs_its_own_permission(registrar, police):
    assert signal(police, channel=SignalChannel.BULK).channel == "bulk"
    with pytest.raises(NotAllowed, match="file"):
        signal(actor("police", role=Reader), channel=SignalChannel.BULK)
