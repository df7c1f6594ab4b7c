import pytest

from tests.cases.browsing import signed_in, text
from tests.factories import actor, signal
from tests.signals.screens.pages import page, sent, shown
from vangnet.signals import services
from vangnet.signals.answers import Answer
from vangnet.signals.models import Assessment, Handover, Signal, SignalText
from vangnet.signals.states import OfferState, SignalState


def now(of):
    return Signal.objects.get(pk=of.pk)


def owned(by, **also):
    """A signal that the organisation of somebody has in hand."""
    return services.take(signal(**also), by=by)


def offered(by, to):
    """A signal that somebody offers to another organisation."""
    found = signal(danger=Answer.YES)
    services.offer(found, to=to.organisation, why="danger_now", ground="vital_interest", by=by)
    return found


def test_new_signal_is_taken_in_hand(registrar):
    found = signal()
    answer = sent(registrar, found, "take")
    assert answer.headers["Location"] == page(found)
    assert (now(found).state, now(found).handler) == (SignalState.OWNED, registrar.account)


def test_form_that_is_sent_twice_counts_once(registrar):
    found = owned(registrar)
    client = signed_in(registrar)
    token = client.get(page(found, "note")).context["csrf_token"]
    given = {"text": "Called back.", "about": "work", "csrfmiddlewaretoken": str(token)}
    for _turn in range(2):
        assert client.post(page(found, "note"), given).status_code == 302
    assert SignalText.objects.filter(signal=found, kind="note").count() == 1


def test_colleague_becomes_the_handler(registrar):
    found, colleague = owned(registrar), actor(of=registrar.organisation)
    sent(registrar, found, "handler", account=colleague.account.username)
    assert now(found).handler == colleague.account


def test_reader_cannot_be_chosen_as_handler(registrar, reader):
    found = owned(registrar)
    answer = sent(registrar, found, "handler", account=reader.account.username)
    assert "is not one of the choices" in text(answer)
    assert now(found).handler == registrar.account


def test_question_waits_and_its_answer_is_read_on_the_page(registrar, police):
    found = services.take(signal(by=police), by=registrar)
    sent(registrar, found, "ask", text="Since when is this going on?")
    assert now(found).state == SignalState.ASKED
    assert "Since when is this going on?" in text(signed_in(police).get(page(found, "answer")))
    sent(police, found, "answer", text="Since the autumn.")
    assert now(found).state == SignalState.OWNED
    assert "Since the autumn." in shown(registrar, found)


def test_owner_writes_down_what_the_reporter_adds(registrar):
    found = owned(registrar)
    assert "Write down what the reporter adds" in shown(registrar, found)
    sent(registrar, found, "add", text="It happened again.")
    assert "It happened again." in shown(registrar, found)


def test_no_indications_asks_for_its_basis_and_keeps_the_choice(registrar):
    found = owned(registrar)
    answer = sent(registrar, found, "view", finding="no_indications")
    assert answer.status_code == 200
    assert "“No indications” needs a basis" in text(answer)
    assert answer.context["form"]["finding"].value() == "no_indications"
    sent(registrar, found, "view", finding="no_indications", basis="inquiry")
    assert Assessment.objects.get(signal=found).basis == "inquiry"


def test_parked_signal_has_its_day_and_is_taken_up_again(registrar):
    found = owned(registrar)
    sent(registrar, found, "park", reason="too_soft", review_on="20-3-2025")
    assert (now(found).state, str(now(found).review_on)) == (SignalState.PARKED, "2025-03-20")
    sent(registrar, found, "resume")
    assert now(found).state == SignalState.OWNED


def test_day_that_is_too_far_away_is_refused_in_words(registrar):
    found = owned(registrar)
    answer = sent(registrar, found, "park", reason="too_soft", review_on="20-3-2027")
    assert "The day to look again must lie after 03-03-2025" in text(answer)
    assert answer.context["form"]["reason"].value() == "too_soft"
    assert now(found).state == SignalState.OWNED


def test_offer_along_a_route_goes_with_its_reason_and_ground(registrar, police):
    found = owned(registrar, danger=Answer.YES)
    form = signed_in(registrar).get(page(found, "offer"), {"to": police.organisation.code}).context["form"]
    assert form["to"].value() == f"danger_now:{police.organisation.code}"
    sent(registrar, found, "offer", to=form["to"].value())
    offer = Handover.objects.get(signal=found)
    assert (offer.receiver, offer.why, offer.ground) == (police.organisation, "danger_now", "vital_interest")


def test_offer_to_another_organisation_asks_whom_and_why(registrar):
    found, shelter = owned(registrar), actor("shelter")
    answer = text(sent(registrar, found, "offer", to="other"))
    assert "Choose the organisation that you offer it to." in answer
    assert "Choose why it goes there" in answer
    sent(registrar, found, "offer", to="other", organisation=shelter.organisation.code, why="shelter_or_care")
    offer = Handover.objects.get(signal=found)
    assert (offer.receiver, offer.why, offer.ground) == (shelter.organisation, "shelter_or_care", "consent")


def test_offer_that_no_rule_allows_says_why(registrar):
    found, bank = owned(registrar), actor("municipality")
    given = {"to": "other", "organisation": bank.organisation.code, "ground": "sv:161"}
    answer = sent(registrar, found, "offer", **given)
    assert answer.status_code == 200
    assert not Handover.objects.filter(signal=found).exists()
    assert answer.context["form"].non_field_errors()


def test_receiver_sees_codes_only_until_it_takes_over(registrar, police):
    found = offered(registrar, police)
    said = shown(police, found)
    assert "asks your organisation to take it over" in said
    assert "Somebody works here" not in said
    assert "Answer to the reporter" not in said
    sent(police, found, "accept")
    assert now(found).owner == police.organisation
    assert "Somebody works here day and night." in shown(police, found)


def test_refusal_has_its_reason_and_the_owner_stays(registrar, police):
    found = offered(registrar, police)
    assert "Choose one of the answers." in text(sent(police, found, "refuse"))
    sent(police, found, "refuse", reason="other_region")
    offer = Handover.objects.get(signal=found)
    assert (offer.state, now(found).owner) == (OfferState.REFUSED, registrar.organisation)
    assert "Belongs in another region" in shown(registrar, found)


def test_offer_is_taken_back_with_a_reason(registrar, police):
    found = offered(registrar, police)
    sent(registrar, found, "withdraw", reason="taken_back")
    assert Handover.objects.get(signal=found).state == OfferState.WITHDRAWN
    assert signed_in(registrar).get(page(found, "withdraw")).status_code == 404


@pytest.fixture
def with_police(registrar, police):
    found = offered(registrar, police)
    sent(police, found, "accept")
    sent(police, found, "pass")
    return found


def test_signal_passed_to_investigation_ends_with_a_coded_reason(police, with_police):
    assert now(with_police).state == SignalState.INVESTIGATED
    sent(police, with_police, "outcome", outcome="refused:too_soft")
    assert now(with_police).investigation == "refused"
    assert "Uncertain how hard the information is" in shown(police, with_police)


def test_parking_by_investigation_asks_for_a_day(police, with_police):
    answer = sent(police, with_police, "outcome", outcome="parked:capacity")
    assert "Say on which day somebody looks at it again." in text(answer)
    sent(police, with_police, "outcome", outcome="parked:capacity", review_on="20-3-2025")
    assert now(with_police).state == SignalState.PARKED


def test_who_does_not_investigate_cannot_pass_it_on(registrar):
    found = owned(registrar)
    assert "does not investigate" in text(sent(registrar, found, "pass"))


def test_reporter_reads_what_it_was_told(registrar, police):
    found = services.take(signal(by=police), by=registrar)
    sent(registrar, found, "feedback", level="state", text="We are looking at it.")
    said = shown(police, found)
    assert "We are looking at it." in said
    assert now(found).feedback_due is None


def test_level_that_a_reporter_may_not_hear_is_no_choice(registrar):
    found = owned(registrar)
    answer = sent(registrar, found, "feedback", level="quality", text="It was useful.")
    assert "is not one of the choices" in text(answer)


def test_closing_has_reason_and_basis_and_can_be_undone(registrar):
    found = owned(registrar)
    assert sent(registrar, found, "close", reason="helped_elsewhere").status_code == 200
    sent(registrar, found, "close", reason="helped_elsewhere", basis="talk_with_reporter")
    assert now(found).state == SignalState.CLOSED
    sent(registrar, found, "reopen")
    assert now(found).state == SignalState.OWNED


def test_views_of_others_stand_beside_the_own_choice(registrar, police):
    found = services.take(signal(by=police), by=registrar)
    sent(police, found, "view", finding="indications")
    said = text(signed_in(registrar).get(page(found, "close")))
    assert f"{police.organisation.name} found: there are indications." in said


def test_tactical_note_is_kept_from_who_does_not_investigate(registrar):
    found = owned(registrar)
    sent(registrar, found, "note", text="Watch the back door.", about="tactics")
    assert SignalText.objects.get(signal=found, kind="note").category == "investigation"


ACTS = ("take", "handler", "ask", "note", "park", "offer", "close", "feedback")


@pytest.mark.parametrize("act", ACTS)
def test_act_of_the_owner_is_not_for_the_reporter(registrar, police, act):
    found = signal(by=police)
    assert signed_in(police).get(page(found, act)).status_code == 403


@pytest.mark.parametrize("act", [*ACTS, "view", "add"])
def test_act_is_not_for_readers(registrar, reader, act):
    found = signal()
    answer = signed_in(reader).get(page(found, act))
    assert answer.status_code == 403
    assert "Your role (Reader) does not include this" in text(answer)


@pytest.mark.parametrize("act", [*ACTS, "view", "add", "accept", "refuse", "withdraw"])
def test_signal_of_others_does_not_exist(registrar, act):
    found = signal()
    stranger = actor("shelter")
    assert signed_in(stranger).get(page(found, act)).status_code == 404


def test_unknown_act_does_not_exist(registrar):
    assert signed_in(registrar).get(page(signal(), "burn")).status_code == 404
