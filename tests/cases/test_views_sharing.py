"""Involving organisations, owning tracks and linking persons, through the pages."""

import pytest

from tests.cases.browsing import address, signed_in, text
from tests.factories import actor, dossier, joined, organisation, step
from vangnet.access.models import Disclosure
from vangnet.cases import queries, services
from vangnet.cases.models import Handover, Involvement
from vangnet.persons.models import PersonLink


@pytest.fixture
def browse(police):
    return signed_in(police)


def test_organisation_is_asked_on_a_ground(police, browse):
    made, shelter = dossier(police), organisation("shelter", "Het Anker")
    given = {"organisation": shelter.code, "ground": "vc:b8.3", "message": "Is er een plek?"}
    looked = text(browse.post(address("involve", made), given))
    assert "What Het Anker will see" in looked
    assert "investigation tactics No" in looked
    assert not Disclosure.objects.filter(receiver=shelter).exists()
    given["looked"] = f"{shelter.code} vc:b8.3"
    assert browse.post(address("involve", made), given).url == address("sharing", made)
    assert Disclosure.objects.filter(receiver=shelter, ground="vc:b8.3").exists()
    page = text(browse.get(address("sharing", made)))
    assert "Het Anker" in page
    assert "Is er een plek?" in page
    assert "Organisation: Het Anker" in text(browse.get(address("timeline", made)))


def test_organisation_is_not_asked_without_a_ground(police, browse):
    made, shelter = dossier(police), organisation("shelter")
    page = browse.post(address("involve", made), {"organisation": shelter.code, "message": "Plek?"})
    assert "Choose one of the answers." in text(page)
    assert "Plek?" in page.content.decode()
    assert not Involvement.objects.filter(organisation=shelter).exists()


def test_only_organisations_that_can_be_asked_are_offered(police, browse):
    made = dossier(police)
    organisation("shelter", "Het Anker")
    newcomer = joined(made, police, "registrar")
    page = text(browse.get(address("involve", made)))
    assert "Het Anker" in page
    assert newcomer.organisation.name not in page
    assert police.organisation.name not in page.split("Which organisation?")[1]
    assert "no other organisation of this kind" in text(
        browse.get(address("involve", made) + "?party=guardian")
    )


def test_organisation_asked_by_somebody_else_meanwhile_is_a_wrong_choice(police, browse):
    made, shelter = dossier(police), organisation("shelter")
    services.involve(made, organisation=shelter, ground="vc:b8.3", by=police)
    page = browse.post(address("involve", made), {"organisation": shelter.code, "ground": "vc:b8.3"})
    assert "is not one of the choices" in text(page)


def test_duty_that_nobody_present_can_do_leads_to_asking_somebody(police, browse):
    made = dossier(police, step="found")
    assert (
        f"{address('involve', made)}?party=registrar"
        in browse.get(address("overview", made)).content.decode()
    )


def test_request_is_withdrawn_with_a_reason(police, browse):
    made, shelter = dossier(police), organisation("shelter")
    services.involve(made, organisation=shelter, ground="vc:b8.3", by=police)
    assert "Withdraw the request" in text(browse.get(address("sharing", made)))
    where = address("withdraw", made, shelter.code)
    assert "Fill in this field." in text(browse.post(where, {"reason": " "}))
    assert browse.post(where, {"reason": "Vergissing"}).status_code == 302
    assert Involvement.objects.get(organisation=shelter).state == "withdrawn"
    assert browse.get(where).status_code == 403
    assert browse.get(address("withdraw", made, "nobody")).status_code == 404


def test_organisation_stops_taking_part(police):
    made = dossier(police)
    colleague = joined(made, police)
    browse = signed_in(colleague)
    assert "Stop taking part" in text(browse.get(address("sharing", made)))
    assert browse.post(address("leave", made), {"reason": "Klaar"}).url == address("index")
    assert browse.get(address("overview", made)).status_code == 404


def test_last_organisation_cannot_stop(police, browse):
    refused = browse.get(address("leave", dossier(police)))
    assert refused.status_code == 403
    assert "Nobody else takes part" in text(refused)


@pytest.fixture
def owned(police):
    return dossier(police, step="found")


def test_track_is_handed_over_and_taken(police, browse, owned):
    assert "Ask one to take part first" in text(browse.get(address("hand_over", owned, "protection")))
    colleague = joined(owned, police)
    offered = browse.post(
        address("hand_over", owned, "protection"), {"organisation": colleague.organisation.code}
    )
    assert offered.url == address("tracks", owned)
    assert "it has not answered yet" in text(browse.get(address("tracks", owned)))
    theirs = signed_in(colleague)
    assert "Answer the offer" in text(theirs.get(address("tracks", owned)))
    theirs.post(address("answer_handover", owned, "protection"), {"answer": "accept"})
    (track,) = queries.tracks(police, owned)
    assert track.owner == colleague.organisation


def test_track_is_not_taken_without_a_reason(police, browse, owned):
    colleague = joined(owned, police)
    (track,) = queries.tracks(police, owned)
    services.hand_over_track(track, to=colleague.organisation, by=police)
    theirs, where = signed_in(colleague), address("answer_handover", owned, "protection")
    assert browse.get(where).status_code == 403
    assert "Give the reason." in text(theirs.post(where, {"answer": "decline"}))
    theirs.post(where, {"answer": "decline", "reason": "Geen plek"})
    assert Handover.objects.get().reason == "Geen plek"
    assert theirs.get(where).status_code == 404


def test_offer_of_a_track_is_withdrawn(police, browse, owned):
    colleague = joined(owned, police)
    (track,) = queries.tracks(police, owned)
    services.hand_over_track(track, to=colleague.organisation, by=police)
    assert "Withdraw the offer" in text(browse.get(address("tracks", owned)))
    browse.post(address("withdraw_handover", owned, "protection"), {"reason": "Toch niet"})
    assert Handover.objects.get().state == "withdrawn"


def test_track_is_closed_with_a_reason_and_shown_as_closed(police, browse, owned):
    browse.post(address("close_track", owned, "protection"), {"reason": "Afgerond"})
    page = text(browse.get(address("tracks", owned)))
    assert "Closed." in page
    assert browse.get(address("close_track", owned, "protection")).status_code == 404


def test_track_of_another_organisation_is_not_closed(police, owned):
    refused = signed_in(joined(owned, police)).get(address("close_track", owned, "protection"))
    assert refused.status_code == 403
    assert "owns this track" in text(refused)


def test_persons_are_linked_and_unlinked(police, browse):
    mine, other = dossier(police), dossier(police)
    given = {"pseudonym": other.person.pseudonym.lower(), "kind": "sibling"}
    assert browse.post(address("link", mine), given).url == address("persons", mine)
    page = text(browse.get(address("persons", mine)))
    assert f"{other.person.pseudonym} · brother or sister" in page
    assert "already linked" in text(browse.post(address("link", mine), given))
    where = address("end_link", mine, other.address, "sibling")
    assert other.person.pseudonym in text(browse.get(where))
    assert browse.post(where, {}).url == address("persons", mine)
    assert "No link that you may see." in text(browse.get(address("persons", mine)))
    assert browse.get(where).status_code == 404


def test_person_of_a_dossier_of_others_is_not_linked(police, browse):
    mine, theirs = dossier(police), dossier(actor("kmar"))
    page = browse.post(address("link", mine), {"pseudonym": theirs.person.pseudonym, "kind": "sibling"})
    assert "There is no dossier" in text(page)
    assert not PersonLink.objects.exists()


def test_track_is_not_shown_before_it_began(police, browse, owned):
    step(owned, "asked", police)
    page = text(browse.get(address("tracks", owned), {"at": "2-3-2025"}))
    assert "No track is open yet" in page
