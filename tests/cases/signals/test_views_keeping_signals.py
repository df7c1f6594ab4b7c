"""The pages on which two people let a signal go."""

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, on, signal
from vangnet.access.models import Destruction
from vangnet.access.roles import PrivacyOfficer, Reader
from vangnet.signals import services as signals

LIST = "oversight_keeping:signals"


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def officer(registrar):
    return actor(of=registrar.organisation, role=PrivacyOfficer)


@pytest.fixture
def ended(registrar):
    one = signal()
    signals.close(one, reason="explained_otherwise", basis="inquiry", by=registrar)
    return one


@pytest.fixture
def later(ended):
    with on(days=5 * 366):
        yield


def page_of(one):
    return reverse("oversight_keeping:signal", args=[one.address])


def test_one_proposes_and_another_agrees(ended, registrar, officer, later):
    first, second = signed_in(officer), signed_in(registrar)
    listed = first.get(reverse("oversight_keeping:review"))
    assert reverse(LIST) in listed.content.decode()
    assert ended.reference in text(first.get(reverse(LIST)))
    assert first.post(page_of(ended), {"reason": "De termijn is voorbij"}).status_code == 302
    assert "waits for a second person" in text(second.get(reverse(LIST)))
    assert "De termijn is voorbij" in text(second.get(page_of(ended)))
    assert second.post(page_of(ended), {"answer": "yes", "reason": ""}).status_code == 302
    assert Destruction.objects.filter(dossier_id=ended.pk).count() == 1
    assert ended.reference not in text(second.get(reverse(LIST)))


def test_a_mistake_is_said_and_the_reason_is_kept(ended, registrar, officer, later):
    first = signed_in(officer)
    assert "reason" in first.post(page_of(ended), {"reason": ""}).context["form"].errors
    first.post(page_of(ended), {"reason": "De termijn is voorbij"})
    page = first.post(page_of(ended), {"answer": "yes", "reason": "Zelf"})
    assert "proposed this yourself" in text(page)
    assert page.context["form"]["reason"].value() == "Zelf"
    other = signed_in(registrar).post(page_of(ended), {"answer": "no", "reason": ""})
    assert "reason" in other.context["form"].errors


def test_before_the_term_the_page_says_until_when(ended, officer):
    page = signed_in(officer).get(page_of(ended))
    assert page.status_code == 403
    assert "must be kept until" in text(page)


def test_who_does_not_decide_or_owns_nothing_gets_nothing(ended, registrar, later):
    reader = signed_in(actor(of=registrar.organisation, role=Reader))
    assert reader.get(reverse(LIST)).status_code == 403
    stranger = signed_in(actor("shelter", role=PrivacyOfficer))
    assert stranger.get(page_of(ended)).status_code == 404
    assert "No term has passed" in text(stranger.get(reverse(LIST)))
