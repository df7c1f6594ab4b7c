"""The privacy officer reviews what may go, without seeing what is in a dossier."""

import pytest
from django.urls import reverse

from tests.cases.browsing import signed_in, text
from tests.cases.keeping.conftest import close
from tests.factories import ROUTE, actor, dossier, joined, on
from vangnet.access.models import AuditEntry, Destruction, KeepingDecision, RightsRequest
from vangnet.access.roles import Administrator, PrivacyOfficer
from vangnet.cases import queries, services
from vangnet.portal.oversight import keeping_views


@pytest.fixture(autouse=True)
def _route(settings, db):
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def officer(police):
    return actor(role=PrivacyOfficer, of=police.organisation)


@pytest.fixture
def one(police):
    made = dossier(police, step="found", note="Zeldzaamwoord")
    close(made, police)
    return made


def page(name, *parts):
    return reverse(f"oversight_keeping:{name}", args=parts)


def test_review_lists_what_has_passed_and_shows_no_content(one, officer, police):
    before = text(signed_in(officer).get(page("review")))
    assert "No term has passed." in before
    with on(days=3653):
        shown = text(signed_in(officer).get(page("review")))
        assert one.person.pseudonym in shown
        assert "steps, duties and terms" in shown
        inside = text(signed_in(officer).get(page("dossier", one.address)))
        assert "five years after the dossier is closed" in inside
        assert "Zeldzaamwoord" not in shown + inside
    assert AuditEntry.objects.filter(act="keeping.review", dossier_id=one.pk).exists()


def test_officer_proposes_and_a_caseworker_agrees_or_the_other_way_round(one, officer, police):
    with on(days=3653):
        client = signed_in(officer)
        kinds = [category.value for category in queries.keeping.present_categories(one)]
        client.post(page("destroy", one.address), {"categories": kinds, "reason": "Termijn voorbij"})
        waiting = text(client.get(page("review")))
        assert "Proposals that wait for a second person" in waiting
        assert officer.account.display_name in waiting
        order = KeepingDecision.objects.get()
        services.answer_decision(order, dossier=one, approve=False, reason="Nog nodig", by=police)
        services.propose_destruction(one, categories=kinds, reason="Nu wel", by=police)
        assert "proposes: destroy" in text(client.get(page("answer", one.address, 2)))
        assert client.post(page("answer", one.address, 2), {"answer": "yes"}).status_code == 302
        done = Destruction.objects.get()
        shown = text(client.get(page("review")))
        assert done.digest in shown
        assert f"{done.lines} lines emptied" in shown
        assert client.get(page("dossier", one.address)).status_code == 200


def test_officer_keeps_longer_holds_lifts_and_handles_requests(one, officer, police):
    client = signed_in(officer)
    sent = {
        "longer": {"categories": ["progress"], "until": "1-1-2041", "reason": "Claim"},
        "hold": {"reason": "Strafzaak"},
        "ask_right": {"right": "access", "asker": "person", "received_on": "1-3-2025"},
    }
    for name, fields in sent.items():
        assert client.get(page(name, one.address)).status_code == 200
        assert client.post(page(name, one.address), fields).status_code == 302
    assert client.get(page("lift", one.address, 2)).status_code == 200
    assert client.post(page("lift", one.address, 2), {"reason": "Voorbij"}).status_code == 302
    shown = text(client.get(page("review")))
    assert "answer before Tuesday 1 April 2025" in shown
    assert client.post(page("extend_right", one.address, 1), {"reason": "Veel"}).status_code == 302
    answer = {"outcome": "granted", "reason": "Overzicht gegeven"}
    assert client.post(page("answer_right", one.address, 1), answer).status_code == 302
    assert "No request waits for an answer." in text(client.get(page("review")))
    assert RightsRequest.objects.count() == 1
    empty = client.post(page("hold", one.address), {"reason": " "})
    assert empty.status_code == 200
    with on(days=60):
        signed_in(officer).post(page("ask_right", one.address), sent["ask_right"])
        assert "too late" in text(signed_in(officer).get(page("review")))


def test_held_dossier_is_marked_in_the_review(one, officer, police):
    services.ask_hold(one, reason="Zaak", by=police)
    with on(days=3653):
        assert "held" in text(signed_in(officer).get(page("review")))


def test_officer_of_another_organisation_finds_nothing(one, police):
    stranger = signed_in(actor(role=PrivacyOfficer))
    for name in ("dossier", "hold", "longer", "destroy", "ask_right"):
        assert stranger.get(page(name, one.address)).status_code == 404
    assert stranger.get(page("answer", one.address, 1)).status_code == 404
    assert one.person.pseudonym not in text(stranger.get(page("review")))


def test_who_has_another_task_is_refused(one):
    administrator = signed_in(actor(role=Administrator))
    assert administrator.get(page("review")).status_code == 403


def test_partner_sees_the_terms_and_not_the_review_of_others(police):
    made = dossier(police, step="found")
    partner = joined(made, police)
    close(made, police)
    theirs = actor(role=PrivacyOfficer, of=partner.organisation)
    with on(days=3653):
        shown = text(signed_in(theirs).get(page("review")))
        assert "No term has passed." in shown
        assert signed_in(theirs).get(page("dossier", made.address)).status_code == 200


def test_long_review_has_a_next_page(one, officer, police, monkeypatch):
    monkeypatch.setattr(keeping_views, "PAGE", 1)
    close(dossier(police, step="found"), police)
    with on(days=3653):
        client = signed_in(officer)
        first = client.get(page("review"))
        assert "next dossiers" in text(first)
        assert "next dossiers" not in text(client.get(page("review") + "?start=1"))
        assert client.get(page("review") + "?start=abc").status_code == 200
