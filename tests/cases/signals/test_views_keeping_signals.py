"""The pages on which two people let a signal go."""

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.factories import actor, on, signal
from vangnet.access.models import Destruction
from vangnet.access.roles import PrivacyOfficer, Reader
from vangnet.cases import services
from vangnet.core import clock
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


def act(name, one, *number):
    return reverse(f"oversight_keeping:signal_{name}", args=[one.address, *number])


def test_one_proposes_and_another_agrees(ended, registrar, officer, later):
    first, second = signed_in(officer), signed_in(registrar)
    listed = first.get(reverse("oversight_keeping:review"))
    assert reverse(LIST) in listed.content.decode()
    assert ended.reference in text(first.get(reverse(LIST)))
    assert act("destroy", ended) in first.get(page_of(ended)).content.decode()
    assert first.post(act("destroy", ended), {"reason": "De termijn is voorbij"}).status_code == 302
    assert act("destroy", ended) not in first.get(page_of(ended)).content.decode()
    assert f"{officer.account} (" in text(second.get(reverse(LIST)))
    assert "De termijn is voorbij" in text(second.get(page_of(ended)))
    assert second.post(act("answer", ended, 1), {"answer": "yes", "reason": ""}).status_code == 302
    assert Destruction.objects.filter(dossier_id=ended.pk).count() == 1
    assert ended.reference not in text(second.get(reverse(LIST)))
    after = text(second.get(page_of(ended)))
    assert "This signal was emptied" in after
    assert Destruction.objects.get().digest in after


def test_a_mistake_is_said_and_the_reason_is_kept(ended, registrar, officer, later):
    first = signed_in(officer)
    assert "reason" in first.post(act("destroy", ended), {"reason": ""}).context["form"].errors
    first.post(act("destroy", ended), {"reason": "De termijn is voorbij"})
    assert first.get(act("answer", ended, 1)).status_code == 403
    assert "proposed this yourself" in text(first.get(page_of(ended)))
    other = signed_in(registrar).post(act("answer", ended, 1), {"answer": "no", "reason": ""})
    assert "reason" in other.context["form"].errors


def test_before_the_term_the_page_says_until_when(ended, officer):
    client = signed_in(officer)
    assert "Until " in text(client.get(page_of(ended)))
    refused = client.get(act("destroy", ended))
    assert refused.status_code == 403
    assert "must be kept until" in text(refused)


def test_an_open_signal_is_found_by_its_reference_and_can_be_held(registrar, officer):
    one = signal()
    client = signed_in(officer)
    found = client.get(reverse(LIST), {"reference": f" {one.reference.lower()} "})
    assert found.headers["Location"] == page_of(one)
    assert "As long as the signal is open" in text(client.get(page_of(one)))
    assert client.post(act("hold", one), {"reason": "Strafzaak loopt"}).status_code == 302
    assert "Nothing of this signal may be destroyed now" in text(client.get(page_of(one)))
    second = signed_in(registrar)
    assert second.post(act("answer", one, 1), {"answer": "yes", "reason": ""}).status_code == 302
    assert client.post(act("lift", one, 1), {"reason": "De zaak is klaar"}).status_code == 302
    assert client.get(act("lift", one, 1)).status_code == 403
    assert "Nothing of this signal" in text(client.get(page_of(one)))
    assert second.post(act("answer", one, 2), {"answer": "yes", "reason": ""}).status_code == 302
    assert "Nothing of this signal" not in text(client.get(page_of(one)))


@pytest.mark.parametrize("reference", ["SEIN-0000-0000", "", "x" * 30])
def test_a_signal_of_somebody_else_and_one_that_is_not_there_look_the_same(officer, reference):
    strange = signal(actor("police"), reporter_type="own_staff")
    client = signed_in(officer)
    page = client.get(reverse(LIST), {"reference": reference})
    assert page.status_code == 200
    assert "reference" in page.context["form"].errors
    other = client.get(reverse(LIST), {"reference": strange.reference})
    assert "owns no signal with this reference" in text(other)


def test_what_somebody_asks_about_a_signal_is_written_down_and_answered(registrar, officer):
    one = signal()
    client = signed_in(officer)
    asked = {
        "right": "access",
        "asker": "person",
        "received_on": f"{clock.today():%d-%m-%Y}",
        "wish": "Alles",
    }
    assert "Never say who reported" in text(client.get(act("ask_right", one)))
    assert client.post(act("ask_right", one), asked).status_code == 302
    services.ask_signal_hold(one, reason="Strafzaak loopt", by=registrar)
    for name in (LIST, "oversight_keeping:review"):
        page = text(client.get(reverse(name)))
        assert f"{one.reference} · see my data" in page
        assert f"{one.reference} · do not destroy anything" in page
    assert "Alles" in text(client.get(page_of(one)))
    assert client.post(act("extend_right", one, 1), {"reason": "Wachten op de politie"}).status_code == 302
    done = {"outcome": "granted", "reason": "Samen gelezen"}
    assert client.post(act("answer_right", one, 1), done).status_code == 302
    assert "Samen gelezen" in text(client.get(page_of(one)))
    assert "No request waits" in text(client.get(reverse(LIST)))


def test_the_page_tells_who_received_it_and_who_looked_and_nothing_of_what_was_seen(registrar, officer):
    police = actor("police")
    one = signal(police)
    for by in (registrar, police):
        signed_in(by).get(reverse("signals:signal", args=[one.address]))
    page = text(signed_in(officer).get(page_of(one)))
    assert f"{registrar.organisation.name} looked once" in page
    assert f"{police.organisation.name} looked once" in page
    assert f"gave data to {registrar.organisation.name}" in page
    assert "day and night" not in page


@pytest.mark.parametrize(("name", "number"), [("lift", 1), ("answer", 9), ("answer_right", 1)])
def test_a_number_that_is_not_there_is_not_found(ended, officer, name, number):
    assert signed_in(officer).get(act(name, ended, number)).status_code == 404


def test_who_does_not_decide_or_owns_nothing_gets_nothing(ended, registrar, later):
    reader = signed_in(actor(of=registrar.organisation, role=Reader))
    assert reader.get(reverse(LIST)).status_code == 403
    stranger = signed_in(actor("shelter", role=PrivacyOfficer))
    assert stranger.get(page_of(ended)).status_code == 404
    assert stranger.get(act("hold", ended)).status_code == 404
    assert "No term has passed" in text(stranger.get(reverse(LIST)))
