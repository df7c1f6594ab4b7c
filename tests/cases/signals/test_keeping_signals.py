"""A signal whose term has passed goes on the order of two people: nothing readable stays, the codes for figures do."""

from dataclasses import replace

import pytest

from tests.cases.keeping.test_destruction import every_text
from tests.factories import actor, on, signal
from vangnet.access import keeping_terms
from vangnet.access.actors import system
from vangnet.access.models import Destruction, Notice
from vangnet.access.notice_words import say
from vangnet.access.roles import PrivacyOfficer
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.cases import keeping_notices, nights, services
from vangnet.cases.models import SignalLink
from vangnet.cases.queries import signal_keeping as queries
from vangnet.cases.rules import signal_keeping as rules
from vangnet.protocol import catalogue
from vangnet.signals import services as signals
from vangnet.signals.models import Link, Mark, Signal, SignalText
from vangnet.signals.queries import signals as reading
from vangnet.signals.reports import ReportedMark, ReportedText

CANARY = "Zeldzaamwoord"
MARKS = (ReportedMark("telephone", "06-00001234"), ReportedMark("company", f"{CANARY} B.V."))


@pytest.fixture(autouse=True)
def _real_agreements(settings):
    settings.AGREEMENTS_DIR = catalogue.PACKAGED


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def officer(registrar):
    return actor(of=registrar.organisation, role=PrivacyOfficer)


@pytest.fixture
def ended(registrar):
    """A signal that shares a mark with another one, and that was closed."""
    texts = (
        ReportedText(SignalText.Kind.SEEN, f"{CANARY} werkt daar"),
        ReportedText(SignalText.Kind.REPORTER_CONTACT, f"{CANARY}, 06-00000000"),
    )
    signal(marks=MARKS)
    one = signal(texts=texts, marks=MARKS, municipality=CANARY)
    signals.close(one, reason="explained_otherwise", basis="inquiry", by=registrar)
    one.refresh_from_db()
    return one


@pytest.fixture
def later():
    with on(days=5 * 366):
        yield


def test_before_its_term_a_signal_stays(ended, officer):
    assert queries.due_signals(officer) == []
    with pytest.raises(NotAllowed, match="must be kept until"):
        services.propose_signal_destruction(ended, reason="Voorbij", by=officer)


def test_privacy_officer_is_reminded_of_signals_whose_term_has_passed_once_a_week(ended, officer):
    told = Notice.objects.filter(code=keeping_notices.SIGNALS_DUE)
    assert nights.review_keeping(system()) == []
    assert not told.exists()
    with on(days=5 * 366):
        services.review_keeping(by=system())
        notice = told.get()
        assert (notice.organisation, notice.role) == (officer.organisation, PrivacyOfficer.code)
        assert say(notice.code, notice.about).startswith("Signals whose term has passed: 1.")
    with on(days=5 * 366 + 3):
        services.review_keeping(by=system())
        assert told.count() == 1
    with on(days=5 * 366 + 8):
        services.review_keeping(by=system())
        assert told.count() == 2


def test_what_a_dossier_keeps_does_not_hide_what_is_due(ended, registrar, officer, later, monkeypatch):
    with on(days=-1):
        one = signal()
        services.open_from_signal(one, person=one.persons.get(), ground="Vc B8/3.4", by=registrar)
    monkeypatch.setattr(queries, "MOST", 1)
    assert queries.due_signals(officer) == [ended]


def test_without_a_term_of_its_own_nothing_is_due(ended, officer, later, monkeypatch):
    assert queries.due_signals(officer) == [ended]
    known = keeping_terms.current()
    endless = replace(known, groups={**known.groups, "signal": replace(known.groups["signal"], term=None)})
    monkeypatch.setattr(keeping_terms, "current", lambda: endless)
    assert queries.due_signals(officer) == []


def test_an_open_signal_stays_however_old(registrar, officer, later):
    with on():
        one = signal()
    assert queries.day_of(one) is None
    with pytest.raises(NotAllowed, match="is open"):
        services.propose_signal_destruction(one, reason="Voorbij", by=officer)


def test_after_its_term_two_people_let_it_go_and_nothing_readable_stays(ended, registrar, officer, later):
    with as_actor(registrar):
        assert CANARY in str(reading.texts(registrar, ended))
    assert queries.due_signals(officer) == [ended]
    services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=registrar)
    services.answer_signal_destruction(ended, approve=True, by=officer)
    ended.refresh_from_db()
    assert (ended.state, ended.municipality, ended.seen_from, ended.cluster) == ("closed", "", None, None)
    assert ended.persons.get().age is None
    assert Mark.objects.filter(signal=ended).count() == Link.objects.filter(second=ended).count() == 0
    assert CANARY not in str(reading.texts(registrar, ended))
    assert [table for table, text in every_text(ended).items() if CANARY in text] == []
    assert Destruction.objects.get(dossier_id=ended.pk).vault
    assert queries.due_signals(officer) == []
    with pytest.raises(NotAllowed, match="emptied already"):
        services.propose_signal_destruction(ended, reason="Nog eens", by=officer)


def test_signals_that_belonged_together_only_through_it_fall_apart(registrar, officer):
    first = signal(marks=(ReportedMark("telephone", "06-00001234"),))
    between = signal(marks=(ReportedMark("telephone", "06-00001234"), ReportedMark("vehicle", "12-ABC-3")))
    last = signal(marks=(ReportedMark("vehicle", "12-ABC-3"),))
    assert Signal.objects.filter(cluster__isnull=False).count() == 3
    signals.close(between, reason="explained_otherwise", basis="inquiry", by=registrar)
    with on(days=5 * 366):
        services.propose_signal_destruction(between, reason="De termijn is voorbij", by=registrar)
        services.answer_signal_destruction(between, approve=True, by=officer)
    assert not Signal.objects.filter(pk__in=(first.pk, last.pk), cluster__isnull=False).exists()


def test_what_is_figured_stays(ended, registrar, officer, later):
    services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=registrar)
    services.answer_signal_destruction(ended, approve=True, by=officer)
    ended.refresh_from_db()
    assert (ended.outcome, ended.forms, ended.reporter_type) == ("explained_otherwise", ["labour"], "citizen")
    assert ended.events.count() >= 2


def test_nobody_agrees_with_themselves_and_one_is_a_privacy_officer(ended, registrar, officer, later):
    services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=registrar)
    with pytest.raises(NotAllowed, match="proposed this yourself"):
        services.answer_signal_destruction(ended, approve=True, by=registrar)
    with pytest.raises(NotAllowed, match="privacy officer"):
        services.answer_signal_destruction(ended, approve=True, by=actor(of=registrar.organisation))
    with pytest.raises(NotAllowed, match="waits for a second person"):
        services.propose_signal_destruction(ended, reason="Nog eens", by=officer)


def test_a_refused_proposal_leaves_everything(ended, registrar, officer, later):
    services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=officer)
    services.answer_signal_destruction(ended, approve=False, reason="Nog nodig", by=registrar)
    assert CANARY in str(reading.texts(registrar, ended))
    with pytest.raises(NotFound):
        services.answer_signal_destruction(ended, approve=True, by=registrar)


def test_what_was_answered_cannot_be_answered_again(ended, registrar, officer, later):
    decision = services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=officer)
    services.answer_signal_destruction(ended, approve=False, reason="Nog nodig", by=registrar)
    decision = next(one for one in queries.decisions(ended) if one.pk == decision.pk)
    assert not rules.may_answer(registrar, decision, ended, approve=True).allowed


def test_as_long_as_its_dossier_is_kept_a_signal_is_kept(registrar, officer, later):
    with on():
        one = signal()
        made = services.open_from_signal(one, person=one.persons.get(), ground="Vc B8/3.4", by=registrar)
        one.refresh_from_db()
    assert SignalLink.objects.get().dossier == made
    assert queries.day_of(one) is None
    assert queries.due_signals(officer) == []


def test_while_somebody_holds_it_nothing_goes(ended, registrar, officer, later):
    services.propose_signal_destruction(ended, reason="Voorbij", by=officer)
    held = services.ask_signal_hold(ended, reason="Strafzaak loopt", by=registrar)
    with pytest.raises(NotAllowed, match="keep everything"):
        services.answer_signal_destruction(ended, approve=True, by=registrar)
    services.answer_signal_destruction(ended, approve=False, reason="Eerst de zaak", by=registrar)
    services.answer_signal_hold(held, signal=ended, approve=True, by=officer)
    with pytest.raises(NotAllowed, match="keep everything"):
        services.propose_signal_destruction(ended, reason="Voorbij", by=officer)
    lift = services.ask_signal_lift(held, signal=ended, reason="De zaak is klaar", by=officer)
    with pytest.raises(NotAllowed, match="proposed this already"):
        services.ask_signal_lift(held, signal=ended, reason="Nog eens", by=officer)
    with pytest.raises(NotAllowed, match="keep everything"):
        services.propose_signal_destruction(ended, reason="Voorbij", by=officer)
    services.answer_signal_hold(lift, signal=ended, approve=True, by=registrar)
    with pytest.raises(NotAllowed, match="does not hold any more"):
        services.ask_signal_lift(held, signal=ended, reason="Nog eens", by=officer)
    services.propose_signal_destruction(ended, reason="Voorbij", by=officer)


def test_a_hold_that_is_refused_holds_nothing_and_is_answered_by_two_people(ended, registrar, officer, later):
    held = services.ask_signal_hold(ended, reason="Misschien", by=officer)
    with pytest.raises(NotAllowed, match="proposed this yourself"):
        services.answer_signal_hold(held, signal=ended, approve=True, by=officer)
    services.answer_signal_hold(held, signal=ended, approve=False, reason="Niet nodig", by=registrar)
    with pytest.raises(NotAllowed, match="answered already"):
        services.answer_signal_hold(held, signal=ended, approve=True, by=registrar)
    order = services.propose_signal_destruction(ended, reason="Voorbij", by=officer)
    with pytest.raises(NotFound):
        services.answer_signal_hold(order, signal=ended, approve=True, by=registrar)
    services.answer_signal_destruction(ended, approve=True, by=registrar)
    with pytest.raises(NotAllowed, match="emptied already"):
        services.ask_signal_hold(ended, reason="Te laat", by=officer)


def test_signals_of_others_are_nobody_elses_to_decide_about(ended, later):
    stranger = actor("shelter", role=PrivacyOfficer)
    assert queries.due_signals(stranger) == []
    with pytest.raises(NotFound):
        services.propose_signal_destruction(ended, reason="Voorbij", by=stranger)


def test_a_privacy_officer_behind_the_wall_decides_without_reading(ended, officer, registrar, later):
    with as_actor(officer):
        assert [one.pk for one in queries.due_signals(officer)] == [ended.pk]
        services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=officer)
    with as_actor(registrar):
        services.answer_signal_destruction(ended, approve=True, by=registrar)
    assert queries.is_destroyed(ended)
