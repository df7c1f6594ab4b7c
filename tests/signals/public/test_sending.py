"""Sending: a report becomes one signal with its files and a way back, or it is not sent at all."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from tests.factories import actor, on
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.core.uploads.kinds import CleanFile
from vangnet.persons import services as persons
from vangnet.signals.models import Attachment, Draft, ReturnCode, Signal, SignalText
from vangnet.signals.queries.attachments import attachments, sealed_attachments
from vangnet.signals.services import attaching, drafts, reporting, returning
from vangnet.signals.services.drafts import NoSuchDraftError
from vangnet.signals.services.reporting import NothingSaidError
from vangnet.signals.services.returning import NoSuchReportError
from vangnet.signals.states import SignalState

pytestmark = pytest.mark.django_db
PAGES = {
    "seen": {"story": "Iemand werkt dag en nacht in de wasserij."},
    "danger": {"danger": "yes"},
    "who": {"age": 16, "age_answer": "", "minor": "yes", "how_many": 3, "identity": "Heet Bo."},
    "where": {"place": "Achter de markt.", "municipality": "Ergens", "when": "spring 2026", "still": "yes"},
    "reporter": {"reporter": "citizen"},
    "contact": {"may": "telephone", "reach": "06-00000000", "when": "na zes uur", "say": "de afspraak"},
}


@pytest.fixture
def filled(code, nobody, registrar):
    for page, answers in PAGES.items():
        drafts.keep(code, page=page, answers=answers, by=nobody)
    return code


def texts(signal, kind, nobody):
    rows = SignalText.objects.filter(signal=signal, kind=kind)
    sealed = {one.pk: (one.category, bytes(one.sealed)) for one in rows}
    return list(
        persons.open_texts(signal.pk, sealed, by=nobody, placed=True, table="signals_signaltext").values()
    )


def test_sent_report_is_a_signal_with_an_owner_and_everything_that_was_told(filled, nobody, registrar):
    found = reporting.send(filled, by=nobody).signal
    assert (found.owner, found.channel, found.danger, found.urgency) == (
        registrar.organisation, "public", "yes", "now",
    )  # fmt: skip
    person = found.persons.get()
    assert (person.age, person.is_minor, person.number_of_people) == (16, "yes", 3)
    assert found.has_minor == "yes"
    assert found.reported_by is None
    story = texts(found, "seen", nobody)[0]
    assert "wasserij" in story and "Achter de markt." in story
    assert texts(found, "person_identity", nobody) == ["Heet Bo."]
    contact = texts(found, "reporter_contact", nobody)[0]
    assert "06-00000000" in contact and "na zes uur" in contact and "de afspraak" in contact


def test_draft_is_gone_and_the_same_words_open_the_return_page(filled, nobody):
    sent = reporting.send(filled, by=nobody)
    assert not Draft.objects.exists()
    assert drafts.is_sent(filled, by=nobody)
    returned = returning.open_with(filled, by=nobody)
    assert (returned.reference, returned.state) == (sent.signal.reference, SignalState.RECEIVED)
    assert returned.can_be_reached
    assert returned.lines == returned.questions == ()


def test_same_report_sent_twice_is_one_signal(filled, nobody):
    first, second = reporting.send(filled, by=nobody), reporting.send(filled, by=nobody)
    assert (first.again, second.again) == (False, True)
    assert first.signal == second.signal
    assert Signal.objects.count() == 1
    outcomes = AuditEntry.objects.filter(act="signal.send_report").values_list("outcome", flat=True)
    assert sorted(outcomes) == ["done", "repeated"]


def test_nothing_said_is_not_sent_and_stays(code, nobody, registrar):
    drafts.keep(code, page="danger", answers={"danger": "unknown"}, by=nobody)
    with pytest.raises(NothingSaidError):
        reporting.send(code, by=nobody)
    assert drafts.reopen(code, by=nobody).answers
    assert not Signal.objects.exists()


def test_picture_alone_says_something(code, nobody, registrar):
    drafts.keep(code, page="seen", answers={"story": "Zie de foto."}, by=nobody)
    drafts.add_file(code, file=CleanFile(b"dots", "png", "image/png", "x.png", ""), by=nobody)
    assert Attachment.objects.filter(signal=reporting.send(code, by=nobody).signal).count() == 1


def test_words_of_nothing_send_and_open_nothing(filled, nobody):
    drafts.discard(filled, by=nobody)
    with pytest.raises(NoSuchDraftError):
        reporting.send(filled, by=nobody)
    with pytest.raises(NoSuchReportError):
        returning.open_with(filled, by=nobody)


def test_failure_halfway_leaves_the_draft_and_no_signal(filled, nobody, monkeypatch):
    def fail(*_args, **_how):
        raise DatabaseError("gone")

    monkeypatch.setattr(reporting, "attach", fail)
    with pytest.raises(DatabaseError):
        reporting.send(filled, by=nobody)
    assert drafts.reopen(filled, by=nobody).answers == PAGES
    assert not Signal.objects.exists()
    monkeypatch.undo()
    assert not reporting.send(filled, by=nobody).again


def test_file_is_opened_by_the_owner_only_and_every_time_with_a_line(filled, nobody, registrar):
    drafts.add_file(filled, file=CleanFile(b"dots", "png", "image/png", "x.png", ""), by=nobody)
    found = reporting.send(filled, by=nobody).signal
    stranger, of_owner = actor("police"), actor("registrar", role=Reader, of=registrar.organisation)
    with as_actor(registrar):
        assert [(one.number, one.kind, one.size) for one in attachments(registrar, found)] == [(1, "png", 4)]
    assert not attachments(stranger, found)
    assert not attachments(nobody, found)
    for one in (registrar, of_owner):
        opened = attaching.open_attachment(found, number=1, by=one)
        assert (opened.content, opened.media_type) == (b"dots", "image/png")
    for one, number in ((stranger, 1), (registrar, 2)):
        with pytest.raises(NotFound):
            attaching.open_attachment(found, number=number, by=one)
    outcomes = AuditEntry.objects.filter(act="signal.open_file").values_list("outcome", flat=True)
    assert sorted(outcomes) == ["done", "done", "not_found", "not_found"]


def test_file_whose_key_was_destroyed_is_not_there_any_more(filled, nobody, registrar):
    drafts.add_file(filled, file=CleanFile(b"dots", "png", "image/png", "x.png", ""), by=nobody)
    found = reporting.send(filled, by=nobody).signal
    persons.forget(found.pk, categories=["identity"], reason="test", by=nobody)
    with pytest.raises(NotFound):
        attaching.open_attachment(found, number=1, by=registrar)


def test_keys_of_files_are_known_to_the_check_of_the_keyring(filled, nobody, registrar):
    drafts.add_file(filled, file=CleanFile(b"dots", "png", "image/png", "x.png", ""), by=nobody)
    found = reporting.send(filled, by=nobody).signal
    assert [(row.subject, row.category, row.count) for row in sealed_attachments(nobody)] == [
        (found.pk, "identity", 1)
    ]
    assert sealed_attachments(registrar) == []


def test_way_back_closes_a_year_after_the_signal_was_closed(filled, nobody):
    found = reporting.send(filled, by=nobody).signal
    Signal.objects.filter(pk=found.pk).update(
        state="closed", outcome="x", closed_at=clock.now() - timedelta(days=300)
    )
    assert returning.forget_old(by=nobody) == 0
    with on(400):
        assert returning.forget_old(by=nobody) == 1
    assert not ReturnCode.objects.exists()
