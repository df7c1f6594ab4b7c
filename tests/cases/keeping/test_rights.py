"""What the person asks about their data: terms, answers, and telling everybody who received them."""

from datetime import date

import pytest

from tests.cases.keeping.conftest import close
from tests.factories import actor, dossier, joined, on
from vangnet.access import disclosures
from vangnet.access.actors import system
from vangnet.access.models import Notice, RightsAnswer
from vangnet.access.notice_words import say
from vangnet.access.roles import Detective, PrivacyOfficer, Rapporteur, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import keeping as rules
from vangnet.cases import keeping_notices, nights, queries, services
from vangnet.cases.models import Dossier
from vangnet.protocol.log import EntryRefused

ASKED = date(2025, 1, 31)


def asked(one, by, right="access", **also):
    return services.record_request(one, right=right, asker="person", received_on=ASKED, by=by, **also)


def answered(request, one, by, outcome="granted"):
    return services.answer_request(request, dossier=one, outcome=outcome, reason="Gedaan", by=by)


@pytest.mark.parametrize("right", ["access", "correction", "objection", "erasure"])
def test_answer_is_due_one_month_after_the_request_came(one, police, right):
    assert asked(one, police, right).due_on == date(2025, 2, 28)


def test_what_a_colleague_answered_a_moment_ago_is_not_answered_again(one, police):
    request = asked(one, police)
    seen = type(request).objects.prefetch_related("answers").get(pk=request.pk)
    answered(request, one, police)
    with pytest.raises(NotAllowed, match="answered already"):
        answered(seen, one, police)
    assert RightsAnswer.objects.filter(request=request).count() == 1


def test_request_about_something_else_is_not_found(one, police):
    request = asked(one, police)
    other = dossier(police)
    with pytest.raises(NotFound):
        answered(request, other, police)


def test_request_cannot_have_come_tomorrow_and_needs_the_task(one, police):
    with pytest.raises(NotAllowed, match="lies in the future"):
        services.record_request(one, right="access", asker="person", received_on=date(2025, 3, 4), by=police)
    assert not rules.may_record_right(actor(role=Reader), ASKED).allowed
    with pytest.raises(NotFound):
        asked(one, actor("registrar"))


def test_answer_is_put_off_once_within_the_term_with_a_reason(one, police):
    request = services.record_request(
        one, right="access", asker="lawyer", received_on=date(2025, 3, 1), by=police
    )
    with pytest.raises(EntryRefused):
        services.extend_request(request, dossier=one, reason=" ", by=police)
    services.extend_request(request, dossier=one, reason="Veel", by=police)
    assert queries.rights.due(request) == date(2025, 6, 1)
    with pytest.raises(NotAllowed, match="cannot be put off again"):
        services.extend_request(request, dossier=one, reason="Meer", by=police)
    late = asked(one, police)
    with pytest.raises(NotAllowed, match="Answer now"):
        services.extend_request(late, dossier=one, reason="Te laat", by=police)


def test_who_received_a_request_answers_it_once(one, police, registrar):
    request = asked(one, police)
    with pytest.raises(NotAllowed, match="received this request"):
        answered(request, one, registrar)
    answered(request, one, police)
    with pytest.raises(NotAllowed, match="answered already"):
        answered(request, one, police)
    assert RightsAnswer.objects.get().due_on is None


@pytest.mark.parametrize(
    ("right", "outcome", "code"),
    [
        ("correction", "granted", keeping_notices.CORRECTED),
        ("correction", "partly", keeping_notices.CORRECTED),
        ("correction", "refused", None),
        ("erasure", "granted", keeping_notices.ERASED),
        ("objection", "granted", keeping_notices.OBJECTED),
        ("access", "granted", None),
    ],
)
def test_everybody_who_received_data_is_told_of_what_was_changed(
    one, police, registrar, right, outcome, code
):
    answered(asked(one, police, right), one, police, outcome)
    told = Notice.objects.filter(dossier_id=one.pk)
    assert {notice.code for notice in told} == ({code} if code else set())
    assert {notice.organisation for notice in told} == ({registrar.organisation} if code else set())
    for notice in told:
        assert "–" not in say(notice.code, notice.about)


def test_events_tell_that_something_was_asked_and_answered(one, police):
    answered(asked(one, police), one, police)
    steps = [entry.step for entry in queries.entries(police, one)]
    assert steps[-2:] == ["rights.asked", "rights.answered"]


def test_requests_that_wait_stand_in_order_for_who_answers_them(one, police, officer):
    with on(days=2):
        second = dossier(police)
        later = services.record_request(
            second, right="access", asker="person", received_on=date(2025, 3, 4), by=police
        )
    first = asked(one, police)
    with on(days=3):
        found = queries.rights.waiting(officer)
    assert [line.request for line in found] == [first, later]
    assert [line.is_late for line in found] == [True, False]
    answered(first, one, police)
    assert [line.request for line in queries.rights.waiting(officer)] == [later]
    assert queries.rights.waiting(actor(role=Rapporteur)) == []
    assert queries.rights.requests(actor("registrar"), one) == []


def test_request_does_not_make_data_be_kept_longer(closed, police):
    before = {line.category: line.day for line in queries.keeping.kept(closed)}
    with on(days=100):
        asked(closed, police)
        assert {line.category: line.day for line in queries.keeping.kept(closed)} == before


def test_overview_of_who_received_and_who_looked_is_for_who_may_see_the_dossier(one, police, registrar):
    queries.dossier(registrar, one.address)
    queries.dossier(registrar, one.address)
    told = queries.rights.account_of(police, one)
    looked = {line.organisation: line.times for line in told.looked}
    assert looked[registrar.organisation] == 2
    assert {line.receiver for line in told.received} >= {registrar.organisation}
    with pytest.raises(NotFound):
        queries.rights.account_of(actor("guardian"), one)


def test_privacy_officers_are_reminded_once_a_week(one, police, officer):
    asked(one, police)
    assert nights.review_keeping(system()) == []
    assert Notice.objects.get().code == keeping_notices.WAITING
    assert "1 requests" in say(keeping_notices.WAITING, Notice.objects.get().about)
    with on(days=3):
        assert services.review_keeping(by=system()) == 0
    with on(days=8):
        assert services.review_keeping(by=system()) == 1
    close(Dossier.objects.get(pk=one.pk), police)
    with on(days=3653):
        services.review_keeping(by=system())
        assert Notice.objects.filter(code=keeping_notices.DUE).count() == 1


def test_nobody_is_reminded_of_nothing(one, officer):
    assert services.review_keeping(by=system()) == 0
    assert officer.role is PrivacyOfficer


def test_partner_that_joined_is_told_of_destruction_and_the_destroyer_is_not(closed, police, officer):
    with on(days=1):
        services.reopen_dossier(closed, reason="Partner", by=police)
        partner = joined(closed, police)
        close(closed, police)
    with on(days=800):
        order = services.propose_destruction(closed, categories=["contact"], reason="x", by=police)
        services.answer_decision(order, dossier=closed, approve=True, by=officer)
    told = Notice.objects.filter(code=keeping_notices.DESTROYED)
    assert {notice.organisation for notice in told} == {partner.organisation}


def test_overview_leaves_out_investigations_and_what_an_organisation_opened_itself(one, police, registrar):
    detective = actor("investigation", role=Detective, of=joined(one, police, "investigation").organisation)
    with on(hours=1):
        queries.dossier(detective, one.address)
        share = {"receiver": registrar.organisation, "ground": "wpg:19", "categories": ["signal"]}
        disclosures.record(one.pk, **share, by=detective)
    told = queries.rights.account_of(police, one)
    assert detective.organisation not in {line.organisation for line in told.looked}
    assert detective.organisation not in {line.provider for line in told.received}
    assert all(line.provider != line.receiver for line in told.received)
