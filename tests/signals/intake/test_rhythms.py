"""The rhythms of deliveries: what is agreed, what is due, and who hears that it is late."""

import pytest

from tests.factories import actor, at, on
from tests.signals.intake.files import file
from vangnet.access import notices
from vangnet.access.actors import system
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import clock
from vangnet.protocol.engine.checking.running import check_directory
from vangnet.signals import rhythms
from vangnet.signals.models import DeliveryRelation
from vangnet.signals.queries import deliveries as queries
from vangnet.signals.rules import deliveries as rules
from vangnet.signals.services import bulk
from vangnet.signals.services import rhythms as services

pytestmark = pytest.mark.django_db

COA, POLICE = "signals-to-emm-asylum", "signals-to-emm-police"


@pytest.fixture
def agreed(reception, emm):
    return services.agree(COA, giver=reception.organisation, receiver=emm.organisation, by=reception)


def waiting(relation, by):
    return {one.duty: one for one in rules.due(relation, *queries.given(by, relation))}


@pytest.mark.parametrize("folder", ["asylum", "police"])
def test_files_with_rhythms_are_right_and_their_examples_hold(folder):
    report = check_directory(rhythms.FOLDER / folder, clock.today())
    assert [str(one) for one in report.findings if one.severity == "error"] == []


def test_every_rhythm_is_found_with_who_delivers_and_who_answers():
    found = rhythms.rhythms()
    assert set(found) == {COA, POLICE}
    assert found[COA].parties(rhythms.DELIVERED) == {"asylum_reception"}
    assert found[COA].newest.valid_from.year == 2012


def test_agreement_expects_a_delivery_within_a_month_and_feedback_within_a_quarter(agreed, reception, emm):
    found = waiting(agreed, reception)
    assert (found["deliver"].due, found["feedback"].due) == (at(days=31), at(days=92).replace(hour=10))
    assert not any(one.is_overdue for one in found.values())
    assert waiting(agreed, emm).keys() == found.keys()


def test_delivery_in_time_opens_the_next_month(agreed, reception, registrar):
    with on(days=10):
        bulk.count(bulk.check_file(file({}), relation=agreed, by=reception), by=reception)
        assert waiting(agreed, reception)["deliver"].due == at(days=41)
    with on(days=42):
        assert waiting(agreed, reception)["deliver"].is_overdue
        bulk.nothing_to_deliver(agreed, by=reception)
        assert not waiting(agreed, reception)["deliver"].is_overdue
        history = rules.happened(
            agreed, **dict(zip(("delivered", "told"), queries.given(reception, agreed), strict=True))
        )
        assert rhythms.missed_now(COA, history) == rhythms.missed(COA, history, at=at(days=42)) == 1


def test_file_that_was_only_checked_is_no_delivery(agreed, reception):
    bulk.check_file(file({}), relation=agreed, by=reception)
    assert waiting(agreed, reception)["deliver"].due == at(days=31)


def test_feedback_of_the_receiver_opens_the_next_quarter(agreed, reception, emm):
    with on(days=30):
        services.give_feedback(agreed, on=at(days=30).date(), way="meeting", by=emm)
        assert waiting(agreed, emm)["feedback"].due > at(days=92)
        with pytest.raises(NotAllowed):
            services.give_feedback(agreed, on=at(days=30).date(), way="talk", by=reception)


def test_night_tells_each_of_the_two_once_what_is_late(agreed, reception, emm):
    with on(days=30):
        assert services.tell_late(by=system()) == 0
    with on(days=40):
        assert (services.tell_late(by=system()), services.tell_late(by=system())) == (1, 0)
        assert [one.code for one in notices.notices(reception)] == ["signal.delivery_late"]
        assert not notices.notices(emm)
    with on(days=100):
        assert services.tell_late(by=system()) == 1
        assert [one.code for one in notices.notices(emm)] == ["signal.delivery_feedback_late"]
    with pytest.raises(NotAllowed):
        services.tell_late(by=reception)


def test_new_term_that_passes_is_told_anew(agreed, reception):
    with on(days=40):
        services.tell_late(by=system())
        bulk.nothing_to_deliver(agreed, by=reception)
    with on(days=75):
        assert services.tell_late(by=system()) == 1
        assert len(notices.notices(reception)) == 2


def test_only_fitting_organisations_agree_and_only_once(reception, emm, police):
    assert rules.fitting(police.organisation, emm.organisation) == [POLICE]
    with pytest.raises(NotAllowed, match="meant for"):
        services.agree(COA, giver=police.organisation, receiver=emm.organisation, by=police)
    with pytest.raises(NotAllowed, match="own organisation"):
        services.agree(COA, giver=reception.organisation, receiver=emm.organisation, by=police)
    services.agree(COA, giver=reception.organisation, receiver=emm.organisation, by=emm)
    with pytest.raises(NotAllowed, match="already"):
        services.agree(COA, giver=reception.organisation, receiver=emm.organisation, by=reception)


def test_agreement_is_known_to_both_and_to_nobody_else(agreed, reception, emm, police):
    named = (reception.organisation.code, COA)
    assert queries.relation(emm, *named) == queries.relation(reception, *named) == agreed
    assert queries.relations(police) == []
    with pytest.raises(NotFound):
        queries.relation(police, *named)


def test_only_who_delivers_says_that_there_is_nothing(agreed, emm):
    with pytest.raises(NotFound):
        bulk.nothing_to_deliver(agreed, by=emm)


def test_delivery_is_seen_by_the_receiver_without_its_rows(agreed, reception, emm):
    delivery = bulk.check_file(file({}), relation=agreed, by=reception)
    assert queries.delivery(emm, delivery.number) == delivery
    assert queries.rows(emm, delivery) == []


def test_agreement_needs_the_right_to_bring_in_files(reception, emm):
    from vangnet.access.roles import Reader

    reader = actor("asylum_reception", Reader, of=reception.organisation)
    with pytest.raises(NotAllowed):
        services.agree(COA, giver=reception.organisation, receiver=emm.organisation, by=reader)
    assert not DeliveryRelation.objects.exists()
