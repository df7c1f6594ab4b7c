"""The first look at a signal: what it is about, who owns it, what is asked of the reader and before when, and the way to the acts."""

import re

import pytest

from tests.cases.browsing import signed_in
from tests.factories import actor, signal
from tests.signals.screens.pages import page, shown
from vangnet.core import clock
from vangnet.signals import services
from vangnet.signals.answers import Answer, Hardness, Urgency
from vangnet.signals.models import SignalText
from vangnet.signals.reports import ReportedText

Kind = SignalText.Kind


def html(by, of):
    return signed_in(by).get(page(of)).content.decode()


def looked(by, of):
    """What stands in the first look: from the owner to what it is about."""
    said = shown(by, of)
    start = said.index("Asked of you")
    return said[said.rindex("Owner", 0, start) : said.index("What was seen", start)]


def offered(by, to):
    found = signal(danger=Answer.YES)
    services.offer(found, to=to.organisation, why="danger_now", ground="vital_interest", by=by)
    return found


def test_new_signal_asks_to_be_taken_in_hand_within_its_hours(registrar):
    found = signal(urgency=Urgency.SOON)
    said = looked(registrar, found)
    assert f"Owner {registrar.organisation.name}" in said
    assert "Asked of you take it in hand tomorrow" in said
    assert "tell the reporter how it stands" in said
    assert "tell the reporter how it stands in 14 days" in said


def test_signal_in_hand_asks_where_it_goes(registrar):
    found = services.take(signal(), by=registrar)
    assert "decide where it goes: register, offer, park or close" in looked(registrar, found)


def test_question_and_parking_name_the_day_to_look_again(registrar):
    asked = services.take(signal(), by=registrar)
    services.ask(asked, question="Where?", by=registrar)
    assert "look whether there is an answer in 7 days" in looked(registrar, asked)
    parked = services.take(signal(), by=registrar)
    services.park(parked, reason="too_soft", review_on=clock.today().replace(day=20), by=registrar)
    assert "look again in 17 days" in looked(registrar, parked)


def test_reporter_is_asked_to_answer_and_otherwise_nothing(registrar, police):
    found = services.take(signal(by=police), by=registrar)
    assert "Asked of you nothing now" in looked(police, found)
    services.ask(found, question="Where?", by=registrar)
    assert "Asked of you answer the question" in looked(police, found)


def test_offer_asks_the_receiver_to_answer_and_the_owner_to_wait(registrar, police):
    found = offered(registrar, police)
    said = shown(police, found)
    assert "Asked of you say whether your organisation takes it over" in said
    assert 'href="#answer"' in html(police, found)
    assert f"wait for the answer of {police.organisation.name}" in looked(registrar, found)


def test_investigation_that_waits_asks_for_a_decision_until_it_started(registrar, police):
    found = services.offer(
        signal(danger=Answer.YES),
        to=police.organisation,
        why="danger_now",
        ground="vital_interest",
        by=registrar,
    )
    services.accept(found, by=police)
    services.pass_to_investigation(found.signal, by=police)
    assert "decide about an investigation in 14 days" in looked(police, found.signal)
    services.decide_investigation(found.signal, outcome="started", reason="enough", by=police)
    assert "decide about" not in looked(police, found.signal)


def test_reader_is_asked_nothing_and_has_no_way_to_acts(registrar, reader):
    found = signal()
    assert "Asked of you nothing now" in looked(reader, found)
    assert 'href="#acts"' not in html(reader, found)


def test_way_to_the_acts_leads_to_them(registrar):
    shown_page = html(registrar, signal())
    assert 'href="#acts"' in shown_page
    assert 'id="acts"' in shown_page


def test_what_is_unknown_of_a_text_says_what_is_unknown(registrar):
    said = shown(registrar, signal(texts=(ReportedText(Kind.SEEN, "A van.", hardness=Hardness.UNKNOWN),)))
    assert "not known how hard · source not known" in said
    assert not re.search(r"· not known(?! how)", said)


def test_form_that_nobody_knows_is_named_as_unknown_form(registrar):
    said = looked(registrar, signal(forms=("unknown",), persons=()))
    assert "age unknown · form of exploitation unknown" in said


@pytest.mark.parametrize("kind", [Kind.REPORTER_CONTACT, Kind.SAFETY])
def test_number_to_reach_somebody_can_be_called(registrar, kind):
    found = signal(texts=(ReportedText(kind, "Bel 06-00001234 <na vijf uur>"),))
    shown_page = html(registrar, found)
    assert '<a class="nl-link vn-tel" href="tel:+31600001234">06 00 00 12 34</a>' in shown_page
    assert "&lt;na vijf uur&gt;" in shown_page


def test_number_in_what_was_seen_is_never_called_by_a_slip(registrar):
    shown_page = html(registrar, signal(texts=(ReportedText(Kind.SEEN, "Op het raam: 06-00001234"),)))
    assert "06-00001234" in shown_page
    assert not re.search(r"tel:\+31", shown_page)


def test_stranger_is_asked_nothing(registrar):
    assert signed_in(actor("shelter")).get(page(signal())).status_code == 404
