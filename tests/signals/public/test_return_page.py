"""The return page: how it goes in plain words, questions and answers, something more, and how to be reached."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from tests.cases.browsing import text
from tests.factories import on
from vangnet.access.models import AuditEntry, Notice
from vangnet.core import clock
from vangnet.persons import services as persons
from vangnet.portal.reporting.return_views import STATES
from vangnet.signals import services
from vangnet.signals.models import Signal, SignalText
from vangnet.signals.presenters import words
from vangnet.signals.presenters.page import SignalPage
from vangnet.signals.queries import page as reading
from vangnet.signals.states import SignalState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registrar")]
PAGE = "/en/report/return/"


@pytest.fixture
def signal(sent):
    return Signal.objects.get()


def opened(signal, kind, nobody):
    rows = SignalText.objects.filter(signal=signal, kind=kind).order_by("written_at", "id")
    sealed = {one.pk: (one.category, bytes(one.sealed)) for one in rows}
    return list(
        persons.open_texts(signal.pk, sealed, by=nobody, placed=True, table="signals_signaltext").values()
    )


@pytest.mark.parametrize("state", SignalState)
def test_every_state_has_plain_words_that_say_nothing_about_others(browser, signal, state):
    Signal.objects.filter(pk=signal.pk).update(
        state=state, closed_at=clock.now(), outcome="x", review_on=clock.today(), reporter_type="victim"
    )
    assert str(STATES[state]) in text(browser.get(PAGE))


@pytest.mark.parametrize(("reporter", "hears"), [("victim", "registered"), ("client", "owned")])
def test_only_who_may_hear_an_outcome_hears_that_somebody_gets_protection(browser, signal, reporter, hears):
    Signal.objects.filter(pk=signal.pk).update(
        state="registered", closed_at=clock.now(), outcome="registered", reporter_type=reporter
    )
    signal.refresh_from_db()
    page = text(browser.get(PAGE))
    assert str(STATES[SignalState(hears)]) in page
    assert (str(STATES[SignalState.REGISTERED]) in page) == (hears == "registered")
    assert words.state_for_reporter(signal) == words.FOR_REPORTER[SignalState(hears)]()


def test_reporter_cannot_tell_an_investigation_from_other_work():
    assert STATES[SignalState.INVESTIGATED] == STATES[SignalState.OWNED]


def test_question_is_read_and_answered(browser, signal, registrar, nobody):
    services.ask(signal, question="Which floor was it?", by=registrar)
    page = text(browser.get(PAGE))
    assert "Which floor was it?" in page
    assert "There is a question for you" in page
    given = {"act": "answer", "text": "The second floor.", "key": str(uuid4())}
    page = text(browser.post(PAGE, given))
    assert "Your answer has arrived." in page
    assert "The second floor." in page
    assert "Answer the question" not in page
    assert opened(signal, "answer", nobody) == ["The second floor."]
    signal.refresh_from_db()
    assert signal.state == SignalState.OWNED
    assert Notice.objects.filter(code="signal.answered", organisation=registrar.organisation).exists()


def test_answer_sent_twice_counts_once(browser, signal, registrar, nobody):
    services.ask(signal, question="Which floor?", by=registrar)
    given = {"act": "answer", "text": "The second.", "key": str(uuid4())}
    assert "The second." in text(browser.post(PAGE, given))
    browser.post(PAGE, given)
    assert opened(signal, "answer", nobody) == ["The second."]
    outcomes = AuditEntry.objects.filter(act="signal.return_answer").values_list("outcome", flat=True)
    assert sorted(outcomes) == ["done", "repeated"]


def test_something_is_added_later_and_a_closed_signal_is_looked_at_again(
    browser,
    signal,
    nobody,
):
    Signal.objects.filter(pk=signal.pk).update(state="closed", closed_at=clock.now(), outcome="x")
    page = text(browser.post(PAGE, {"act": "add", "text": "They moved.", "key": "nonsense"}))
    assert "What you added has arrived." in page
    assert opened(signal, "addition", nobody) == ["They moved."]
    signal.refresh_from_db()
    assert signal.state == SignalState.RECEIVED


def test_feedback_is_read(browser, signal, registrar):
    services.give_feedback(signal, level="state", text="We visited the place.", by=registrar)
    page = text(browser.get(PAGE))
    assert "We visited the place." in page
    assert "Answer to you" in page


def test_way_to_be_reached_is_changed_and_never_shown(browser, signal, nobody):
    contact = {"act": "contact", "may": "email", "reach": "iemand@post.example", "key": str(uuid4())}
    page = browser.post(PAGE, contact)
    assert "From now on you are reached in this way." in text(page)
    assert "post.example" not in browser.get(PAGE).content.decode()
    assert sum("iemand@post.example" in one for one in opened(signal, "reporter_contact", nobody)) == 1


def test_owner_reads_only_the_newest_way_to_be_reached(browser, signal, registrar):
    for minutes, reach in ((5, "oud@post.example"), (10, "nieuw@post.example")):
        with on(hours=minutes / 60):
            browser.post(PAGE, {"act": "contact", "may": "email", "reach": reach, "key": str(uuid4())})
    page = SignalPage(reading.read(registrar, signal.address), registrar, clock.now())
    shown = " ".join(one.text or "" for one in page.around)
    assert "nieuw@post.example" in shown
    assert "oud@post.example" not in shown


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"act": "add", "text": ""}, "Fill in this field"),
        ({"act": "contact"}, "Nothing was chosen yet"),
        ({"act": "add", "text": "x" * 5001}, "Shorten it by 1 character"),
    ],
)
def test_mistake_is_named_and_nothing_is_kept(browser, signal, given, says):
    before = SignalText.objects.count()
    page = browser.post(PAGE, given)
    assert says in text(page)
    assert "<title>Error:" in page.content.decode()
    assert SignalText.objects.count() == before


def test_words_that_were_destroyed_are_told_as_gone(browser, signal, registrar, nobody):
    services.ask(signal, question="Which floor?", by=registrar)
    persons.forget(signal.pk, categories=["signal"], reason="test", by=nobody)
    page = text(browser.get(PAGE))
    assert "These words are not kept any more." in page


def test_closing_on_this_device_forgets_the_words(browser, signal):
    assert browser.post("/en/report/return/close/")["Location"] == "/en/report/"
    assert browser.get(PAGE)["Location"] == "/en/report/come-back/"


def test_nobody_without_the_words_sees_anything(signal):
    stranger = Client()
    assert stranger.get(PAGE)["Location"] == "/en/report/come-back/"
    assert signal.reference not in stranger.post(PAGE, {"act": "add", "text": "x"}).content.decode()
    stranger.cookies["note"] = "forged"
    assert stranger.get(PAGE).status_code == 302


def test_session_lost_while_answering_loses_nothing(browser, signal, sent, registrar, nobody):
    services.ask(signal, question="Which floor?", by=registrar)
    browser.cookies.clear()
    given = {"act": "answer", "text": "The second.", "key": str(uuid4())}
    locked = browser.post(PAGE, given)
    assert "The second." in locked.content.decode()
    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', locked.content.decode()))
    assert "anew" not in carried
    assert "Your answer has arrived." in text(browser.post(PAGE, {**carried, "words": sent}))
    assert opened(signal, "answer", nobody) == ["The second."]


def test_draft_does_not_open_the_return_page(browser, filled):
    assert browser.get(PAGE)["Location"] == "/en/report/come-back/"
