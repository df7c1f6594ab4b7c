"""What people ask about a signal in which they are named: it has a last day, an answer, and those who received it are told."""

from datetime import timedelta

import pytest

from tests.factories import actor, on, signal
from vangnet.access.actors import system
from vangnet.access.models import Destruction, Notice, Redaction, RightsAnswer
from vangnet.access.notice_words import say
from vangnet.access.roles import PrivacyOfficer, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.cases import keeping_notices, services
from vangnet.cases.queries import signal_rights as queries
from vangnet.core import clock
from vangnet.signals import services as signals

CHANGED = ("correction", "objection", "erasure")


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def officer(registrar):
    return actor(of=registrar.organisation, role=PrivacyOfficer)


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def one(registrar, police):
    return signal(police)


def asked(one, by, right="access", days=0):
    day = clock.today() - timedelta(days=days)
    return services.record_signal_request(one, right=right, asker="lawyer", received_on=day, by=by)


def answered(request, one, by, outcome="granted"):
    return services.answer_signal_request(request, signal=one, outcome=outcome, reason="Gedaan", by=by)


def test_request_waits_until_it_is_answered_by_who_owns_the_signal(one, officer):
    first, second = asked(one, officer, days=60), asked(one, officer, "correction")
    waiting = queries.waiting(officer)
    assert [(line.request, line.signal, line.is_late) for line in waiting] == [
        (first, one, True),
        (second, one, False),
    ]
    answered(first, one, officer)
    assert [line.request for line in queries.waiting(officer)] == [second]
    answered(second, one, officer)
    assert queries.waiting(officer) == []
    with pytest.raises(NotAllowed, match="answered already"):
        answered(first, one, officer)


def test_what_a_colleague_answered_a_moment_ago_is_not_answered_again(one, officer):
    request = asked(one, officer)
    seen = type(request).objects.prefetch_related("answers").get(pk=request.pk)
    answered(request, one, officer)
    with pytest.raises(NotAllowed, match="answered already"):
        answered(seen, one, officer)
    assert RightsAnswer.objects.filter(request=request).count() == 1


def test_privacy_officer_is_reminded_of_who_waits_for_an_answer(one, officer):
    asked(one, officer, days=28)
    assert services.review_keeping(by=system()) == 1
    assert Notice.objects.get(code=keeping_notices.WAITING).organisation == officer.organisation
    assert services.review_keeping(by=system()) == 0


def test_answer_is_put_off_once(one, officer):
    request = asked(one, officer)
    added = services.extend_signal_request(request, signal=one, reason="Veel werk", by=officer)
    assert added.due_on > request.due_on
    assert queries.waiting(officer)[0].due_on == added.due_on
    with pytest.raises(NotAllowed, match="put off once already"):
        services.extend_signal_request(request, signal=one, reason="Nog meer werk", by=officer)


def test_request_cannot_come_from_the_future_or_belong_to_another_signal(one, officer):
    with pytest.raises(NotAllowed, match="future"):
        asked(one, officer, days=-2)
    with pytest.raises(NotFound):
        answered(asked(signal(), officer), one, officer)
    assert RightsAnswer.objects.count() == 0


@pytest.mark.parametrize("outcome", ["granted", "partly", "refused"])
@pytest.mark.parametrize("right", ["access", *CHANGED])
def test_receivers_hear_what_changed_and_nothing_else(one, officer, police, right, outcome):
    answered(asked(one, officer, right), one, officer, outcome)
    told = Notice.objects.filter(code=keeping_notices.SIGNAL_CHANGED)
    expected = [police.organisation] if right in CHANGED and outcome != "refused" else []
    assert [notice.organisation for notice in told] == expected
    assert all(one.reference in say(notice.code, notice.about) for notice in told)


def test_account_tells_who_received_and_who_looked_to_the_owner_only(one, officer, registrar, police):
    with as_actor(officer):
        told = queries.account_of(officer, one)
    assert registrar.organisation in [line.receiver for line in told.received]
    for stranger in (police, actor(of=registrar.organisation, role=Reader)):
        with pytest.raises(NotFound):
            queries.account_of(stranger, one)
        assert queries.requests(stranger, one) == []
    assert queries.waiting(actor(of=registrar.organisation, role=Reader)) == []


def test_what_was_asked_goes_with_the_signal(one, officer, registrar):
    wish = {"right": "access", "asker": "person", "received_on": clock.today(), "wish": "Zeldzaamwoord"}
    request = services.record_signal_request(one, **wish, by=officer)
    answer = services.answer_signal_request(
        request, signal=one, outcome="refused", reason="Zeldzaamwoord", by=officer
    )
    signals.close(one, reason="explained_otherwise", basis="inquiry", by=registrar)
    with on(days=5 * 366):
        services.propose_signal_destruction(one, reason="Voorbij", by=officer)
        services.answer_signal_destruction(one, approve=True, by=registrar)
    for line in (request, answer):
        line.refresh_from_db()
    assert "Zeldzaamwoord" not in request.wish + answer.reason
    certificate = Destruction.objects.get(dossier_id=one.pk)
    assert certificate.lines == Redaction.objects.filter(dossier_id=one.pk).count() >= 2
