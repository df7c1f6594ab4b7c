"""Asking, hearing, parking, viewing, deciding, closing and telling."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories import actor, on, signal
from tests.signals.core.kit import codes, handed_over, offered, seen_by
from vangnet.access import notices
from vangnet.access.actors import Actor, system
from vangnet.access.models import Notice
from vangnet.access.roles import Caseworker, Purpose, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import clock
from vangnet.signals import services
from vangnet.signals.models import Assessment, SignalEvent, SignalText
from vangnet.signals.queries import signals as reading
from vangnet.signals.states import Investigation, OfferState, SignalState

pytestmark = pytest.mark.django_db
Kind = SignalText.Kind


def words(actor, found, kind):
    return [one.text for one in reading.texts(actor, found).get(kind, [])]


def test_question_reaches_the_reporting_organisation_and_its_answer_the_owner(registrar, police):
    found = signal(police)
    services.ask(found, question="Which company was it?", by=registrar)
    assert words(police, found, Kind.QUESTION) == ["Which company was it?"]
    assert [one.code for one in notices.notices(police)] == ["signal.asked"]
    heard = services.hear(found, text="A farm near the river.", by=police)
    assert (heard.state, heard.review_on) == (SignalState.OWNED, None)
    assert words(registrar, found, Kind.ANSWER) == ["A farm near the river."]
    assert [one.code for one in notices.notices(registrar)] == ["signal.answered"]


def test_somebody_without_account_answers_through_the_system(registrar):
    found = signal()
    services.ask(found, question="When was it?", by=registrar)
    assert services.hear(found, text="Last week.", by=system()).state == SignalState.OWNED


def test_only_reporter_and_owner_add_to_a_signal(registrar, police):
    found = signal()
    # the owner writes down what it heard by telephone, and tells itself nothing
    services.hear(found, text="She called again.", by=registrar)
    assert not Notice.objects.exists()
    with pytest.raises(NotFound):
        services.hear(found, text="I saw it too.", by=police)
    with pytest.raises(NotFound):
        services.hear(found, text="I saw it too.", by=Actor(Caseworker, Purpose.PROTECTION, police.account))


def test_reader_of_the_reporting_organisation_or_the_owner_adds_nothing(registrar, police):
    found = signal(police)
    for house in (police.organisation, registrar.organisation):
        with pytest.raises(NotAllowed):
            services.hear(found, text="It was me.", by=actor(of=house, role=Reader))
    assert codes(found) == ["received"]


def test_closed_signal_is_looked_at_again_when_something_is_added(registrar):
    found = signal()
    services.close(found, reason="no_starting_point", basis="talk_with_reporter", by=registrar)
    again = services.hear(found, text="It happened once more.", kind=Kind.ADDITION, by=system())
    assert (again.state, again.closed_at, again.outcome) == (SignalState.RECEIVED, None, "")
    assert codes(found) == ["received", "close", "add"]


def test_parked_signal_is_looked_at_today_when_something_is_added(registrar):
    found = signal()
    services.park(found, reason="too_soft", review_on=clock.today() + timedelta(days=30), by=registrar)
    heard = services.hear(found, text="It happened once more.", kind=Kind.ADDITION, by=system())
    assert (heard.state, heard.review_on) == (SignalState.PARKED, clock.today())


def test_nothing_empty_or_unreadable_is_written(registrar):
    found = signal()
    for text, told in (("  ", "Write something"), ("a\x00b", "cannot be read"), ("a" * 20_001, "20000")):
        for act in (
            lambda text=text: services.ask(found, question=text, by=registrar),
            lambda text=text: services.hear(found, text=text, by=system()),
            lambda text=text: services.note(found, text=text, by=registrar),
            lambda text=text: services.give_feedback(found, level="state", text=text, by=registrar),
        ):
            with pytest.raises(NotAllowed, match=told):
                act()


def test_note_is_for_the_owner_and_tactics_for_who_may_see_them(registrar, police):
    found = signal(police)
    services.note(found, text="Looks like a chain of farms.", by=registrar)
    services.note(found, text="Observed from the road.", is_tactical=True, by=registrar)
    assert words(police, found, Kind.NOTE) == []
    assert len(words(registrar, found, Kind.NOTE)) == 2
    assert seen_by(police, SignalText) == 1
    assert reading.events(police, found) == reading.handovers(police, found) == []


def test_parked_until_a_day_that_comes_and_not_too_far(registrar):
    found = signal()
    for days in (0, -1, 93):
        with pytest.raises(NotAllowed, match="day to look again"):
            services.park(found, reason="capacity", review_on=clock.today() + timedelta(days), by=registrar)
    parked = services.park(found, reason="capacity", review_on=clock.today() + timedelta(92), by=registrar)
    assert (parked.state, parked.review_on) == (SignalState.PARKED, clock.today() + timedelta(92))
    taken_up = services.resume(found, by=registrar)
    assert (taken_up.state, taken_up.review_on) == (SignalState.OWNED, None)


def test_only_an_investigating_owner_passes_a_signal_to_its_investigation(registrar, police):
    found = signal()
    with pytest.raises(NotAllowed, match="does not investigate"):
        services.pass_to_investigation(found, by=registrar)
    handed_over(found, by=registrar, to=police)
    assert services.pass_to_investigation(found, by=police).investigation == Investigation.WAITS


@pytest.mark.parametrize(
    "outcome, reason, state",
    [
        ("started", "enough", SignalState.OWNED),
        ("parked", "capacity", SignalState.PARKED),
        ("refused", "too_soft", SignalState.OWNED),
    ],
)
def test_investigation_ends_with_a_coded_reason_and_its_age(police, outcome, reason, state):
    found = signal(police, reporter_type="own_staff")
    services.pass_to_investigation(found, by=police)
    with on(days=9):
        with pytest.raises(NotAllowed, match="no decision"):
            services.decide_investigation(found, outcome="maybe", reason=reason, by=police)
        with pytest.raises(NotAllowed, match="There is no reason"):
            services.decide_investigation(found, outcome=outcome, reason="because", by=police)
        ended = services.decide_investigation(found, outcome=outcome, reason=reason, by=police)
        assert (ended.investigation, ended.state) == (outcome, state)
        assert ended.review_on == (clock.today() + timedelta(30) if outcome == "parked" else None)
    event = SignalEvent.objects.get(signal=found, code=f"investigation_{outcome}")
    assert (event.reason, event.about) == (reason, {"days": 9})


def test_signal_goes_to_nobody_else_while_investigators_have_to_decide(police):
    found, avim = signal(police, reporter_type="own_staff"), actor("avim")
    handover = offered(found, by=police, to=avim, why="aliens_police")
    services.pass_to_investigation(found, by=police)
    handover.refresh_from_db()
    assert handover.state == OfferState.WITHDRAWN
    with pytest.raises(NotAllowed, match="answered already"):
        services.accept(handover, by=avim)
    with pytest.raises(NotAllowed, match="with investigation"):
        offered(found, by=police, to=avim, why="aliens_police")


def test_investigation_that_waits_cannot_be_forgotten_by_closing(police):
    found = signal(police, reporter_type="own_staff")
    services.pass_to_investigation(found, by=police)
    with pytest.raises(NotAllowed, match="with investigation"):
        services.close(found, reason="explained_otherwise", basis="inquiry", by=police)


def test_parked_investigation_takes_the_day_that_is_given(police):
    found = signal(police, reporter_type="own_staff")
    services.pass_to_investigation(found, by=police)
    day = clock.today() + timedelta(days=5)
    given = {"outcome": "parked", "reason": "capacity"}
    with pytest.raises(NotAllowed, match="day to look again"):
        services.decide_investigation(found, review_on=clock.today(), by=police, **given)
    assert services.decide_investigation(found, review_on=day, by=police, **given).review_on == day


def test_no_indications_needs_a_basis(registrar):
    found = signal()
    with pytest.raises(NotAllowed, match="on which basis"):
        services.view(found, finding="no_indications", by=registrar)
    with pytest.raises(NotAllowed, match="There is no reason"):
        services.view(found, finding="no_indications", basis="feeling", by=registrar)
    with pytest.raises(NotAllowed, match="no finding"):
        services.view(found, finding="nothing", by=registrar)
    assert services.view(found, finding="no_indications", basis="inquiry", by=registrar).basis == "inquiry"


def test_views_stand_side_by_side_and_everybody_hears_that_they_differ(registrar, police):
    found = signal(police)
    services.view(found, finding="undecided", by=police)
    services.view(found, finding="indications", by=police)
    assert not reading.contradicted(police, found)
    services.view(found, finding="no_indications", basis="documents", by=registrar)
    assert reading.contradicted(police, found) and reading.contradicted(registrar, found)
    assert [one.finding for one in reading.assessments(police, found)] == ["indications"]
    assert {one.finding for one in reading.assessments(registrar, found)} == {"indications", "no_indications"}
    assert seen_by(police, Assessment) == 2


def test_no_indications_contradicts_an_investigation_that_started(police):
    found = signal(police, reporter_type="own_staff")
    services.view(found, finding="no_indications", basis="inquiry", by=police)
    services.pass_to_investigation(found, by=police)
    assert not reading.contradicted(police, found)
    found = services.decide_investigation(found, outcome="started", reason="enough", by=police)
    assert reading.contradicted(police, found)


def test_stranger_views_nothing(registrar, police):
    with pytest.raises(NotFound):
        services.view(signal(), finding="indications", by=police)


def test_signal_is_closed_with_a_reason_and_a_basis(registrar):
    found = signal()
    for reason, basis in (("", "inquiry"), ("explained_otherwise", ""), ("done", "inquiry")):
        with pytest.raises(NotAllowed):
            services.close(found, reason=reason, basis=basis, by=registrar)
    with on(days=2):
        closed = services.close(found, reason="explained_otherwise", basis="inquiry", by=registrar)
        assert (closed.outcome, closed.basis, closed.closed_at) == (
            "explained_otherwise",
            "inquiry",
            clock.now(),
        )
        # the reporter must still hear what became of it
        assert closed.feedback_due == clock.today() + timedelta(days=14)
    opened = services.reopen(found, by=registrar)
    assert (opened.state, opened.closed_at, opened.outcome) == (SignalState.OWNED, None, "")


def test_registered_signal_stays_linked_and_its_reporter_must_hear(registrar):
    found, dossier = signal(), uuid4()
    registered = services.mark_registered(found, dossier_id=dossier, by=registrar)
    assert (registered.state, registered.dossier_id) == (SignalState.REGISTERED, dossier)
    assert registered.feedback_due and registered.closed_at
    with pytest.raises(NotAllowed, match="registered as possible victim"):
        services.take(found, by=registrar)


def test_reporter_is_told_up_to_its_level_and_no_more(registrar, police):
    found, of_partner = signal(), signal(police)
    assert found.feedback_due == clock.today() + timedelta(days=14)
    with pytest.raises(NotAllowed, match="may not be told so much"):
        services.give_feedback(found, level="quality", text="All of it.", by=registrar)
    services.give_feedback(found, level="state", text="We are looking at it.", by=registrar)
    found.refresh_from_db()
    assert found.feedback_due is None
    services.give_feedback(of_partner, level="quality", text="Good that the plate was in it.", by=registrar)
    assert words(police, of_partner, Kind.FEEDBACK) == ["Good that the plate was in it."]
    assert [one.code for one in notices.notices(police)] == ["signal.feedback"]


def test_feedback_says_whether_it_came_late(registrar):
    first, second = signal(), signal()
    services.give_feedback(first, level="receipt", text="Received.", by=registrar)
    with on(days=15):
        services.give_feedback(second, level="receipt", text="Received.", by=registrar)
        services.give_feedback(second, level="receipt", text="Once more.", by=registrar)
    events = SignalEvent.objects.filter(code="feedback").order_by("happened_at", "number")
    assert [one.about["late"] for one in events] == [False, True, False]


def test_duties_to_tell_are_those_of_the_owner_the_most_pressing_first(registrar, police):
    slow, fast = signal(), signal(reporter_type="victim")
    assert reading.feedback_duties(registrar) == [fast, slow]
    assert reading.feedback_duties(police) == reading.feedback_duties(system()) == []
    with on(days=4):
        assert reading.overdue(fast) and not reading.overdue(slow)
    services.give_feedback(fast, level="state", text="We are looking at it.", by=registrar)
    fast.refresh_from_db()
    assert reading.feedback_duties(registrar) == [slow]
    assert not reading.overdue(fast)


def test_stranger_reads_nothing(registrar, police):
    found = signal()
    for read in (
        *(reading.events, reading.persons, reading.texts, reading.handovers),
        *(reading.assessments, reading.contradicted, reading.proposal),
    ):
        with pytest.raises(NotFound):
            read(actor("emm"), found)
    for reference in (found.reference, found.address, "SEIN-0000-0000", "\x00"):
        with pytest.raises(NotFound):
            reading.open_signal(police, reference)


def test_signal_is_found_by_reference_and_address_also_when_it_is_only_offered(registrar, police):
    found = signal()
    assert reading.open_signal(registrar, f" {found.reference.lower()} ") == found
    services.offer(found, to=police.organisation, why="detectives", ground="sv:161", by=registrar)
    assert reading.open_signal(police, found.address) == found
    with pytest.raises(NotFound):
        reading.texts(police, found)
    assert list(reading.signals(police)) == list(reading.signals(system())) == []
