import pytest
from django.db import IntegrityError, transaction

from tests.factories import actor, dossier, joined, step
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.cases.models import Handover
from vangnet.protocol.log import EntryRefused


@pytest.fixture
def one(police):
    return dossier(police, step="found")


@pytest.fixture
def registrar(one, police):
    return joined(one, police)


@pytest.fixture
def track(one, police):
    return queries.tracks(police, one)[0]


@pytest.fixture
def offer(track, registrar, police):
    return services.hand_over_track(track, to=registrar.organisation, by=police)


def owner(by, one):
    return queries.tracks(by, one)[0].owner


def test_track_changes_owner_only_after_acceptance(offer, one, police, registrar):
    assert owner(police, one) == police.organisation
    assert queries.worklist(registrar).handovers == [offer]
    services.accept_handover(offer, by=registrar)
    assert owner(police, one) == registrar.organisation
    assert queries.handover_offers(registrar) == []
    assert [entry.step for entry in queries.entries(police, one)][-2:] == [
        "track.handover_offered",
        "track.handed_over",
    ]
    assert offer.answered_by == registrar.account
    assert str(offer).endswith(f"{police.organisation} > {registrar.organisation}")


def test_declined_offer_leaves_the_owner(offer, one, police, registrar):
    services.decline_handover(offer, reason="Te vol", by=registrar)
    assert owner(police, one) == police.organisation
    last = queries.entries(police, one)[-1]
    assert (last.step, last.note) == ("track.handover_declined", "Te vol")
    services.hand_over_track(offer.track, to=registrar.organisation, by=police)


def test_withdrawn_offer_leaves_the_owner(offer, one, police, registrar):
    services.withdraw_handover(offer, reason="Toch zelf", by=police)
    assert queries.handover_offers(registrar) == []
    assert queries.entries(police, one)[-1].step == "track.handover_withdrawn"


def test_offer_is_answered_once(offer, police, registrar):
    services.accept_handover(offer, by=registrar)
    for act in (
        lambda: services.accept_handover(offer, by=registrar),
        lambda: services.decline_handover(offer, reason="x", by=registrar),
        lambda: services.withdraw_handover(offer, reason="x", by=police),
    ):
        with pytest.raises(NotAllowed, match="already been answered or withdrawn"):
            act()


def test_offer_is_answered_by_who_got_it_and_withdrawn_by_who_made_it(offer, one, police, registrar):
    with pytest.raises(NotAllowed, match="made to another organisation"):
        services.accept_handover(offer, by=police)
    with pytest.raises(NotAllowed, match="Another organisation made this offer"):
        services.withdraw_handover(offer, reason="x", by=registrar)


@pytest.mark.parametrize("act", ["accept_handover", "decline_handover", "withdraw_handover"])
def test_stranger_finds_no_offer(offer, act):
    reason = {} if act == "accept_handover" else {"reason": "x"}
    with pytest.raises(NotFound):
        getattr(services, act)(offer, by=actor("kmar"), **reason)


def test_refusal_needs_a_reason(offer, registrar):
    with pytest.raises(EntryRefused):
        services.decline_handover(offer, reason="", by=registrar)


def test_track_is_offered_to_one_at_a_time(offer, one, track, police):
    another = joined(one, police, "shelter")
    with pytest.raises(NotAllowed, match="Wait for the answer"):
        services.hand_over_track(track, to=another.organisation, by=police)
    with pytest.raises(IntegrityError, match="handover_open_once"), transaction.atomic():
        Handover.objects.create(
            track=track,
            dossier=one,
            giver=police.organisation,
            receiver=another.organisation,
            offered_at=offer.offered_at,
            offered_by=police.account,
        )


def test_track_is_offered_by_its_owner_to_another_that_takes_part(track, registrar, police):
    with pytest.raises(NotAllowed, match="owns this track. Only the owner"):
        services.hand_over_track(track, to=registrar.organisation, by=registrar)
    with pytest.raises(NotAllowed, match="already owns this track"):
        services.hand_over_track(track, to=police.organisation, by=police)
    with pytest.raises(NotAllowed, match="Ask it to take part first"):
        services.hand_over_track(track, to=actor("shelter").organisation, by=police)
    with pytest.raises(NotFound):
        services.hand_over_track(track, to=registrar.organisation, by=actor("kmar"))


def test_closed_track_opens_anew_with_the_next_step(one, track, police, registrar):
    services.close_track(track, reason="Klaar", by=police)
    last = queries.entries(police, one)[-1]
    assert (last.step, last.note, track.closed_by) == ("track.closed", "Klaar", last)
    with pytest.raises(NotAllowed, match="is closed"):
        services.hand_over_track(track, to=registrar.organisation, by=police)
    with pytest.raises(NotAllowed, match="is closed"):
        services.close_track(track, reason="x", by=police)
    step(one, "reported", registrar)
    assert [(one.kind, one.closed_by is None) for one in queries.tracks(police, one)] == [
        ("protection", False),
        ("protection", True),
    ]


def test_track_closes_with_a_reason(track, police):
    with pytest.raises(EntryRefused):
        services.close_track(track, reason="", by=police)


def test_reader_neither_offers_nor_closes(offer, track, police, registrar):
    reader, other = actor(role=Reader, of=police.organisation), actor(role=Reader, of=registrar.organisation)
    with pytest.raises(NotAllowed, match="Reader"):
        services.accept_handover(offer, by=other)
    services.withdraw_handover(offer, reason="x", by=police)
    for act in (
        lambda: services.hand_over_track(track, to=registrar.organisation, by=reader),
        lambda: services.close_track(track, reason="x", by=reader),
    ):
        with pytest.raises(NotAllowed, match="Reader"):
            act()
    assert set(AuditEntry.objects.filter(account=reader.account).values_list("outcome", flat=True)) == {
        "refused"
    }


def test_reader_sees_offers_of_the_own_organisation(offer, registrar):
    assert queries.handover_offers(actor(role=Reader, of=registrar.organisation)) == [offer]
