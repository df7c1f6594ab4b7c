"""The pages about keeping and rights, as people in a dossier use them."""

import pytest

from tests.cases.browsing import address, signed_in, text
from tests.cases.keeping.conftest import close
from tests.factories import actor, joined, on
from vangnet.access.models import Destruction, KeepingDecision, RightsAnswer, RightsRequest
from vangnet.access.roles import PrivacyOfficer, Reader
from vangnet.cases import queries, services


@pytest.fixture
def client(police):
    return signed_in(police)


def sent(client, name, one, *also, **fields):
    return client.post(address(name, one, *also), fields)


def test_page_says_until_when_what_is_kept_and_why(client, closed):
    said = text(client.get(address("keeping", closed)))
    assert "Closed by police" in said
    assert "Steps and duties: five years after the dossier is closed." in said
    assert "Sunday 3 March 2030" in said
    assert "AVG 5 lid 1 onder e" in said
    assert "no source settles this yet" in said


def test_page_of_an_open_dossier_says_what_stands_in_the_way_of_closing(client, one):
    said = text(client.get(address("keeping", one)))
    assert "This dossier is open." in said
    assert "still open: protection" in said
    assert sent(client, "close", one, reason="Klaar").status_code == 403


def test_dossier_is_closed_and_opened_on_its_pages(client, one, police):
    services.close_track(queries.tracks(police, one)[0], reason="Klaar", by=police)
    assert "Close the dossier" in text(client.get(address("keeping", one)))
    answer = sent(client, "close", one, reason="")
    assert "This field is required" in text(answer) or "reason" in text(answer).lower()
    assert sent(client, "close", one, reason="Alles gedaan").status_code == 302
    assert queries.keeping.closing(one) is not None
    assert sent(client, "reopen", one, reason="Nieuw signaal").status_code == 302
    assert queries.keeping.closing(one) is None


def test_data_go_on_the_pages_when_two_people_agree(client, closed, officer, later):
    page = text(client.get(address("destroy", closed)))
    assert "steps, duties and terms" in page
    kinds = [category.value for category in queries.keeping.present_categories(closed)]
    assert sent(client, "destroy", closed, categories=kinds, reason="Termijn voorbij").status_code == 302
    own = text(client.get(address("keeping", closed)))
    assert "You proposed this yourself." in own
    assert "waits for a second person" in own
    assert sent(client, "answer_proposal", closed, 1, answer="yes").status_code == 403
    order = KeepingDecision.objects.get()
    services.answer_decision(order, dossier=closed, approve=True, by=officer)
    after = text(client.get(address("keeping", closed)))
    assert Destruction.objects.get().digest in after
    assert "Everything in this dossier was destroyed." in after
    assert client.get(address("longer", closed)).status_code == 403
    for name in ("overview", "timeline", "tracks", "persons", "sharing", "steps"):
        assert client.get(address(name, closed)).status_code == 200
    assert client.get("/en/dossiers/").status_code == 200


def test_nothing_due_offers_nothing_to_destroy(client, closed):
    assert "Propose to destroy data" not in text(client.get(address("keeping", closed)))
    answer = client.get(address("destroy", closed))
    assert answer.status_code == 403
    assert "No term has passed yet." in text(answer)
    assert sent(client, "destroy", closed, categories=["progress"], reason="x").status_code == 403
    assert not KeepingDecision.objects.exists()


def test_refusal_of_a_rule_is_told_on_the_form_and_nothing_entered_is_lost(client, closed):
    answer = sent(client, "longer", closed, categories=["progress"], until="1-1-2001", reason="Claim loopt")
    assert "is not in the future" in text(answer)
    assert "Claim loopt" in answer.content.decode()
    sent(client, "longer", closed, categories=["progress"], until="1-1-2041", reason="Claim loopt")
    assert "Decided to keep it until Tuesday 1 January 2041." in text(client.get(address("keeping", closed)))


def test_hold_is_asked_confirmed_and_lifted_on_the_pages(client, closed, police):
    second = signed_in(actor(of=police.organisation))
    assert sent(client, "hold", closed, reason="Strafzaak").status_code == 302
    said = text(client.get(address("keeping", closed)))
    assert "Nothing in this dossier may be destroyed now" in said
    assert "holds, and waits for a second person" in said
    assert "must be a privacy officer" in text(second.get(address("keeping", closed)))
    officer = actor(role=PrivacyOfficer, of=police.organisation)
    services.answer_decision(KeepingDecision.objects.get(), dossier=closed, approve=True, by=officer)
    assert "agreed by" in text(client.get(address("keeping", closed)))
    assert sent(client, "lift", closed, 1, reason="Zaak voorbij").status_code == 302
    assert KeepingDecision.objects.filter(kind="lift_hold").count() == 1
    assert client.get(address("lift", closed, 9)).status_code == 404


def test_caseworker_answers_what_a_privacy_officer_proposed(client, closed, police):
    officer = actor(role=PrivacyOfficer, of=police.organisation)
    services.ask_hold(closed, reason="Strafzaak", by=officer)
    page = text(client.get(address("answer_proposal", closed, 1)))
    assert "proposes: do not destroy anything. Reason: Strafzaak" in page
    assert "Give the reason." in text(sent(client, "answer_proposal", closed, 1, answer="no", reason=" "))
    sent(client, "answer_proposal", closed, 1, answer="no", reason="Geen zaak bekend")
    assert "not agreed by" in text(client.get(address("keeping", closed)))


def test_request_of_the_person_is_written_down_put_off_and_answered(client, one):
    form = {
        "right": "correction",
        "asker": "guardian",
        "received_on": "1-3-2025",
        "wish": "Leeftijd klopt niet",
    }
    assert sent(client, "ask_right", one, **form).status_code == 302
    made = RightsRequest.objects.get()
    assert str(made) == "2025-03-01 correction"
    assert made.due_on.isoformat() == "2025-04-01"
    said = text(client.get(address("keeping", one)))
    assert "Asked by the guardian on Saturday 1 March 2025; answer before Tuesday 1 April 2025." in said
    assert sent(client, "extend_right", one, 1, reason="Veel dossiers").status_code == 302
    assert "answer before Sunday 1 June 2025" in text(client.get(address("keeping", one)))
    assert sent(client, "extend_right", one, 1, reason="Nog meer").status_code == 403
    assert "Leeftijd klopt niet" in text(client.get(address("answer_right", one, 1)))
    assert sent(client, "answer_right", one, 1, outcome="granted", reason="Hersteld").status_code == 302
    assert str(RightsAnswer.objects.get(outcome="granted")).endswith("granted")
    assert sent(client, "answer_right", one, 1, outcome="granted", reason="Nog eens").status_code == 403
    assert client.get(address("answer_right", one, 7)).status_code == 404


def test_request_of_tomorrow_cannot_have_come(client, one):
    form = {"right": "access", "asker": "person", "received_on": "1-4-2025"}
    assert "is in the future" in text(sent(client, "ask_right", one, **form))


def test_objection_stands_on_the_dossier_until_it_is_answered(client, one):
    sent(client, "ask_right", one, right="objection", asker="person", received_on="1-3-2025")
    assert "The person objects to the use of their data" in text(client.get(address("keeping", one)))
    sent(client, "answer_right", one, 1, outcome="refused", reason="Wettelijke taak, Wpg 8")
    assert "The person objects to the use" not in text(client.get(address("keeping", one)))


def test_late_request_is_called_late(client, one):
    sent(client, "ask_right", one, right="access", asker="person", received_on="1-3-2025")
    with on(days=60):
        assert "too late" in text(client.get(address("keeping", one)))
        assert sent(client, "extend_right", one, 1, reason="x").status_code == 403


def test_overview_for_the_person_tells_what_who_and_how_long(client, one, police):
    partner = joined(one, police)
    signed_in(partner).get(address("overview", one))
    page = text(client.get(address("account", one)))
    assert "What is recorded about you" in page
    assert "look over their shoulder" in page
    assert f"gave data to {partner.organisation.name}" in page
    assert "wpg:" not in page
    assert "your organisation may not see" not in page
    assert f"{partner.organisation.name} looked" in page
    assert "five years after the dossier is closed" in page
    assert "Autoriteit Persoonsgegevens" in page
    assert (
        one.person.pseudonym not in client.get(address("account", one)).content.decode().split("</title>")[0]
    )


def test_reader_sees_the_terms_and_decides_nothing(one, police):
    reader = signed_in(actor(role=Reader, of=police.organisation))
    page = text(reader.get(address("keeping", one)))
    assert "How long what is kept" in page
    assert "Destroy nothing for now" not in page
    for name in ("hold", "ask_right", "account"):
        assert reader.get(address(name, one)).status_code == 403
    assert reader.post(address("longer", one), {}).status_code == 403


def test_strangers_find_no_page(one):
    stranger = signed_in(actor("registrar"))
    for name in ("keeping", "close", "hold", "account", "ask_right"):
        assert stranger.get(address(name, one)).status_code == 404


def test_everything_closed_twice_is_refused(client, one, police):
    close(one, police)
    assert client.get(address("close", one)).status_code == 403


def test_overview_for_the_person_names_no_shelter(client, one, police):
    shelter = joined(one, police, "shelter")
    signed_in(shelter).get(address("overview", one))
    page = text(client.get(address("account", one)))
    assert shelter.organisation.name not in page
    assert "The name of a shelter is left out" in page
