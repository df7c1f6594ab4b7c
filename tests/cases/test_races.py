"""Two people who decide about the same thing at the same moment: one decision stands, the other is told, nothing happens twice."""

import pytest

from tests.cases.lawful.test_emergencies import opened, reviewed
from tests.cases.lawful.test_sharing import plan
from tests.cases.test_two_at_once import at_once
from tests.factories import actor, at, dossier, joined, organisation
from vangnet.access.models import Disclosure, KeepingAnswer
from vangnet.access.roles import PrivacyOfficer, ShelterDutyOfficer
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.cases.models import BreakGlassReview, Consent, SharingRequest
from vangnet.cases.states import ConsentState
from vangnet.core import clock
from vangnet.shelter import services as shelter
from vangnet.shelter.models import AddressAnswer, AddressRequest

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "Kanariepad 77"


@pytest.fixture
def police():
    with clock.fixed(at()):
        yield actor("police")


@pytest.fixture
def one(police):
    return dossier(police, step="found")


def refusals(answers):
    return sum(isinstance(answer, NotAllowed | NotFound) for answer in answers)


def test_emergency_is_reviewed_once(one, police):
    use = opened(one, actor("hospital"))
    officers = [actor(role=PrivacyOfficer, of=police.organisation) for _number in range(3)]
    answers = at_once(*[lambda by=by: reviewed(type(use).objects.get(pk=use.pk), by) for by in officers])
    assert refusals(answers) == 2
    assert BreakGlassReview.objects.filter(use=use).count() == 1


def test_passing_on_is_answered_once(one, police):
    provider = joined(one, police)
    second = actor(of=provider.organisation)
    request = services.ask_agreement(
        one,
        plan=plan(organisation("shelter")),
        kind=SharingRequest.Kind.PROVIDER,
        of=provider.organisation,
        why="Nodig",
        by=police,
    )

    def answer(by, granted):
        found = SharingRequest.objects.get(pk=request.pk)
        return services.answer_agreement(found, is_granted=granted, reason="Nee", by=by)

    answers = at_once(lambda: answer(provider, True), lambda: answer(second, False))
    assert refusals(answers) == 1


def test_proposal_about_keeping_is_answered_once(one, police):
    hold = services.ask_hold(one, reason="Zaak loopt", by=police)
    colleagues = [actor(role=PrivacyOfficer, of=police.organisation) for _number in range(2)]

    def answer(by):
        return services.answer_decision(type(hold).objects.get(pk=hold.pk), dossier=one, approve=True, by=by)

    assert refusals(at_once(*[lambda by=by: answer(by) for by in colleagues])) == 1
    assert KeepingAnswer.objects.filter(decision=hold).count() == 1


def test_consent_is_withdrawn_once(one, police):
    talk = services.Talk(
        categories=["signal"],
        receivers=["kind:police"],
        purpose="protection",
        asked_on=clock.today(),
        language="nl",
    )
    given = services.record_consent(one, state=ConsentState.GIVEN, talk=talk, by=police)
    colleague = actor(of=police.organisation)

    def withdraw(by):
        return services.withdraw_consent(Consent.objects.get(pk=given.pk), reason="Wil niet meer", by=by)

    answers = at_once(lambda: withdraw(police), lambda: withdraw(colleague))
    assert refusals(answers) == 1
    assert Consent.objects.filter(dossier=one, state=ConsentState.WITHDRAWN).count() == 1


def test_access_that_is_taken_away_while_it_is_used_is_gone_afterwards(one, police):
    newcomer = joined(one, police)
    involvement = queries.involvement_of(newcomer.organisation, one)
    before = Disclosure.objects.count()

    def leave():
        return services.end_involvement(
            type(involvement).objects.get(pk=involvement.pk), reason="Klaar", by=newcomer
        )

    receiver = organisation("shelter")

    def share():
        try:
            return services.share(one, plan=plan(receiver), kind="spoken", by=newcomer)
        except NotFound as refusal:
            return refusal

    answers = at_once(leave, share, share)
    lines = Disclosure.objects.filter(kind="spoken").count()
    assert lines == sum(not isinstance(answer, NotAllowed | NotFound) for answer in answers[1:])
    assert Disclosure.objects.count() - before >= lines
    with pytest.raises(NotFound):
        queries.view(newcomer, one)


@pytest.fixture
def asked():
    """The clock runs here: the database judges by its own how long a yes lasts."""
    house, asker = organisation("shelter"), actor("registrar")
    officers = [actor(of=house, role=ShelterDutyOfficer) for _number in range(2)]
    location = shelter.add_location("Zilvermeeuw", address=ADDRESS, by=officers[0])
    case = dossier(asker)
    request = shelter.ask_address(case.pk, shelter=house, reason="bring", by=asker)
    return asker, officers, location, request


def now_at_once(*acts):
    """At once, each by the clock as it is."""
    real = clock.now()
    return at_once(*[lambda act=act: _by(real, act) for act in acts])


def _by(moment, act):
    with clock.fixed(moment):
        return act()


def test_request_for_an_address_is_answered_once_and_opened_once(asked):
    asker, officers, location, request = asked

    def fresh():
        return AddressRequest.objects.get(pk=request.pk)

    answers = now_at_once(
        lambda: shelter.approve_address(fresh(), location=location, by=officers[0]),
        lambda: shelter.refuse_address(fresh(), reason="Nu niet", by=officers[1]),
        lambda: shelter.approve_address(fresh(), location=location, by=officers[1]),
    )
    assert refusals(answers) == 2
    assert AddressAnswer.objects.filter(request=request).count() == 1
    opened_by = now_at_once(*[lambda: shelter.open_address(fresh(), by=asker)] * 3)
    assert sum(one == ADDRESS for one in opened_by) <= 1
    assert refusals(opened_by) >= 2
