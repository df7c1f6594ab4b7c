"""Who owns a signal: exactly one organisation, which changes only when another one accepts."""

import pytest

from tests.factories import account, actor, on, signal
from tests.signals.core.kit import GROUND, WHY, codes, handed_over, offered, seen_by
from vangnet.access import grants, notices
from vangnet.access.actors import system
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.models import AuditEntry, Disclosure, Notice
from vangnet.access.roles import Coordinator, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.signals import services
from vangnet.signals.models import Handover, Signal, SignalText
from vangnet.signals.states import OfferState, SignalState

pytestmark = pytest.mark.django_db


def test_somebody_of_the_owner_takes_a_signal_in_hand(registrar):
    found = signal()
    with on(hours=2):
        taken = services.take(found, by=registrar)
    assert (taken.state, taken.handler) == (SignalState.OWNED, registrar.account)
    assert (taken.taken_at - taken.received_at).total_seconds() == 7_200


def test_only_the_owner_takes_a_signal_in_hand(registrar, police):
    found = signal(police)
    with pytest.raises(NotAllowed, match="Another organisation owns this signal"):
        services.take(found, by=police)
    assert AuditEntry.objects.filter(act="signal.take", outcome="refused").exists()


def test_for_a_stranger_the_signal_does_not_exist(registrar, police):
    found = signal()
    with pytest.raises(NotFound):
        services.take(found, by=police)
    with pytest.raises(NotFound):
        offered(found, by=police, to=registrar)


def test_reader_changes_nothing(registrar):
    with pytest.raises(NotAllowed, match="handle a signal"):
        services.take(signal(), by=actor(of=registrar.organisation, role=Reader))


def test_reader_offers_nothing_and_a_stranger_takes_nothing_back(registrar, police):
    found = signal()
    with pytest.raises(NotAllowed, match="handle a signal"):
        offered(found, by=actor(of=registrar.organisation, role=Reader), to=police)
    handover = offered(found, by=registrar, to=police)
    for stranger in (actor("avim"), police, system()):
        with pytest.raises(NotFound):
            services.withdraw(handover, reason="taken_back", by=stranger)


def test_taking_twice_says_in_which_state_it_is(registrar):
    found = signal()
    services.take(found, by=registrar)
    with pytest.raises(NotAllowed, match="in hand"):
        services.take(found, by=registrar)


def test_colleague_handles_it_and_a_stranger_does_not(registrar):
    found, colleague = signal(), actor(of=registrar.organisation)
    assert services.set_handler(found, account=colleague.account, by=registrar).handler == colleague.account
    with pytest.raises(NotAllowed, match="does not work for"):
        services.set_handler(found, account=account(), by=registrar)


def test_who_offers_stays_the_owner_until_the_other_accepts(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    found.refresh_from_db()
    assert (found.owner, handover.state) == (registrar.organisation, OfferState.OFFERED)
    taken = services.accept(handover, by=police)
    assert (taken.owner, taken.state, taken.handler) == (
        police.organisation,
        SignalState.OWNED,
        police.account,
    )
    assert codes(found) == ["received", "offer", "accept"]


def test_who_is_asked_sees_codes_and_no_texts_before_it_accepts(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    assert grants.standing(police, found.pk) is None
    assert grants.standing(police, found.pk, level=Level.ASKED) is not None
    assert (seen_by(police, Signal), seen_by(police, SignalText)) == (1, 0)
    services.accept(handover, by=police)
    assert seen_by(police, SignalText) == 1


def test_giver_keeps_following_where_it_stands_and_gets_nothing_new(registrar, police):
    found = signal()
    handed_over(found, by=registrar, to=police)
    assert grants.standing(registrar, found.pk) is not None
    assert grants.standing_kinds(registrar, found.pk) == frozenset()
    with pytest.raises(NotAllowed):
        services.note(found, text="Too late.", by=registrar)


def test_giver_that_reported_keeps_what_a_reporter_has(registrar, police):
    found = signal(registrar)
    handed_over(found, by=registrar, to=police)
    assert grants.standing_kinds(registrar, found.pk) == {DataCategory.SIGNAL}


def test_each_hand_over_has_its_line_in_the_register_with_the_ground(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    line = handover.disclosure
    assert (line.provider, line.receiver, line.ground) == (
        registrar.organisation,
        police.organisation,
        GROUND,
    )
    services.accept(handover, by=police)
    assert Disclosure.objects.filter(dossier_id=found.pk).count() == 3


def test_reporter_that_takes_over_sees_no_more_than_its_report_before_it_accepts(registrar, police):
    found = signal(police)
    handover = offered(found, by=registrar, to=police)
    assert grants.standing_kinds(police, found.pk) == {DataCategory.SIGNAL}
    services.refuse(handover, reason="capacity", by=police)
    assert grants.standing_kinds(police, found.pk) == {DataCategory.SIGNAL}
    services.accept(offered(found, by=registrar, to=police), by=police)
    assert DataCategory.CONTACT in grants.standing_kinds(police, found.pk)


def test_refusal_needs_a_coded_reason_and_the_owner_hears_it(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    for reason, told in (("", "Choose the reason"), ("dunno", "There is no reason")):
        with pytest.raises(NotAllowed, match=told):
            services.refuse(handover, reason=reason, by=police)
    services.refuse(handover, reason="other_region", by=police)
    handover.refresh_from_db()
    found.refresh_from_db()
    assert (handover.state, handover.reason, found.owner) == (
        OfferState.REFUSED,
        "other_region",
        registrar.organisation,
    )
    assert grants.standing(police, found.pk, level=Level.ASKED) is None
    assert [one.code for one in notices.notices(registrar)] == ["signal.refused"]


def test_offer_is_answered_once(registrar, police):
    handover = offered(signal(), by=registrar, to=police)
    services.accept(handover, by=police)
    with pytest.raises(NotAllowed, match="answered already"):
        services.refuse(handover, reason="capacity", by=police)


def test_nobody_answers_the_offer_to_another(registrar, police):
    handover = offered(signal(), by=registrar, to=police)
    for answer in (services.accept, lambda one, by: services.refuse(one, reason="capacity", by=by)):
        with pytest.raises(NotFound):
            answer(handover, by=actor("emm"))


def test_owner_takes_an_offer_back(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    services.withdraw(handover, reason="no_answer", by=registrar)
    with pytest.raises(NotAllowed, match="answered already"):
        services.accept(handover, by=police)
    with pytest.raises(NotAllowed, match="not offered any more"):
        services.withdraw(handover, reason="no_answer", by=registrar)
    assert grants.standing(police, found.pk, level=Level.ASKED) is None


def test_signal_is_offered_to_one_at_a_time_and_not_to_oneself(registrar, police):
    found = signal()
    offered(found, by=registrar, to=police)
    with pytest.raises(NotAllowed, match="offered to somebody already"):
        offered(found, by=registrar, to=actor("avim"))
    with pytest.raises(NotAllowed, match="owns this signal already"):
        offered(found, by=registrar, to=registrar)


def test_signal_goes_along_a_route_or_where_the_rules_let_it(registrar):
    found, shelter, customs = signal(), actor("shelter"), actor("customs")
    with pytest.raises(NotAllowed, match="No route leads to"):
        offered(found, by=registrar, to=customs)
    # the same organisation on another ground, of which the sharing rules say that consent must be given
    assert offered(found, by=registrar, to=shelter, why="shelter_or_care", ground="consent").pk


def test_signal_goes_to_another_region_of_the_same_kind(registrar, police):
    found, elsewhere = signal(police, reporter_type="own_staff"), actor("police")
    assert handed_over(found, by=police, to=elsewhere, why="other_region", ground="disclosure").owner == (
        elsewhere.organisation
    )


def test_closed_organisation_is_not_asked(registrar, police):
    police.organisation.is_active = False
    with pytest.raises(NotAllowed, match="is closed"):
        offered(signal(), by=registrar, to=police)


def test_ending_a_signal_takes_the_offer_back(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    services.close(found, reason="explained_otherwise", basis="inquiry", by=registrar)
    handover.refresh_from_db()
    assert handover.state == OfferState.WITHDRAWN
    assert grants.standing(police, found.pk, level=Level.ASKED) is None


def test_signal_passed_round_with_nothing_done_is_told_to_coordinators(registrar, police):
    """Three hand-overs without a question, a note or a view: somebody must say who does what."""
    found, coordinator = signal(), actor(of=registrar.organisation, role=Coordinator)
    avim, labour = actor("avim"), actor("labour_inspectorate")
    handed_over(found, by=registrar, to=police)
    handed_over(found, by=police, to=avim, why="aliens_police")
    assert not Notice.objects.filter(code="signal.passed_round").exists()
    found = handed_over(found, by=avim, to=labour, why="labour")
    assert found.idle_handovers == 3
    assert "signal.passed_round" in [one.code for one in notices.notices(coordinator)]
    assert Notice.objects.filter(code="signal.passed_round", role="coordinator").count() == 1
    services.note(found, text="Called the employer.", by=labour)
    found.refresh_from_db()
    assert found.idle_handovers == 0


def test_view_of_somebody_else_does_not_hide_that_the_owner_did_nothing(registrar, police):
    found, avim = signal(), actor("avim")
    handed_over(found, by=registrar, to=police)
    found = handed_over(found, by=police, to=avim, why="aliens_police")
    services.view(found, finding="indications", by=registrar)
    found.refresh_from_db()
    assert found.idle_handovers == 2
    services.view(found, finding="indications", by=avim)
    found.refresh_from_db()
    assert found.idle_handovers == 0


def test_route_and_ground_belong_together(registrar, police):
    with pytest.raises(NotAllowed, match="No route leads"):
        services.offer(signal(), to=police.organisation, why=WHY, ground="figures", by=registrar)
    assert not Handover.objects.exists()
