import pytest

from tests.factories import actor, dossier, joined, on, organisation, step
from vangnet.access import services as access
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.protocol.log import EntryRefused


@pytest.fixture
def one(police):
    return dossier(police, step="found")


@pytest.fixture
def shelter():
    return actor("shelter")


@pytest.fixture
def offer(one, police, shelter):
    return services.involve(
        one, organisation=shelter.organisation, ground="vc:b8.3", message=" Vandaag? ", by=police
    )


def steps(by, one):
    return [entry.step for entry in queries.entries(by, one)]


def test_request_shows_only_what_it_carries(offer, shelter, police, one):
    (seen,) = queries.offers(shelter)
    assert (seen.ground, seen.message, seen.offered_by) == ("vc:b8.3", "Vandaag?", police.organisation)
    assert seen.dossier.standing.age == 30
    assert queries.worklist(shelter).offered == [offer]
    assert not queries.may_see(shelter, one)
    assert queries.offers(police) == []


def test_request_stands_in_the_disclosure_register(offer, shelter, police, one):
    line = Disclosure.objects.get(receiver=shelter.organisation)
    assert (line.provider, line.provided_by, line.ground, line.dossier_id) == (
        police.organisation,
        police.account,
        "vc:b8.3",
        one.pk,
    )
    assert offer.changes.get().disclosure == line


def test_organisation_that_accepts_sees_the_dossier_and_its_duties(offer, one):
    registrar = actor("registrar")
    police = queries.involvements(actor(of=offer.offered_by), one)[0]
    assert police.state == "accepted"
    services.accept_involvement(
        services.involve(
            one, organisation=registrar.organisation, ground="vc:b8.3", by=actor(of=offer.offered_by)
        ),
        by=registrar,
    )
    assert queries.may_see(registrar, one)
    assert [row.line.duty for row in queries.worklist(registrar).this_week.rows] == ["report"]
    assert steps(registrar, one)[-2:] == ["involvement.offered", "involvement.accepted"]


def test_organisation_that_declines_says_why_and_sees_nothing(offer, one, shelter, police):
    services.decline_involvement(offer, reason="Geen plek", by=shelter)
    assert not queries.may_see(shelter, one)
    assert queries.offers(shelter) == []
    last = queries.entries(police, one)[-1]
    assert (last.step, last.note) == ("involvement.declined", "Geen plek")
    assert [change.reason for change in offer.changes.all()] == ["", "Geen plek"]
    assert str(offer.changes.last()).endswith("declined")


def test_declined_organisation_can_be_asked_again(offer, one, shelter, police):
    services.decline_involvement(offer, reason="Geen plek", by=shelter)
    again = services.involve(one, organisation=shelter.organisation, ground="vc:b8.3", by=police)
    assert (again.pk, again.state, again.ground) == (offer.pk, "offered", "vc:b8.3")
    services.accept_involvement(again, by=shelter)
    assert [change.state for change in offer.changes.all()] == [
        "offered",
        "declined",
        "offered",
        "accepted",
    ]
    assert Disclosure.objects.filter(receiver=shelter.organisation).count() == 2


def test_request_is_withdrawn_by_who_asked(offer, one, shelter, police):
    services.withdraw_involvement(offer, reason="Al opgelost", by=police)
    assert queries.offers(shelter) == []
    assert steps(police, one)[-1] == "involvement.withdrawn"
    with pytest.raises(NotAllowed, match="already been answered or withdrawn"):
        services.withdraw_involvement(offer, reason="x", by=police)


def test_request_of_another_organisation_is_not_withdrawn(offer, one, police):
    with pytest.raises(NotAllowed, match="Another organisation asked"):
        services.withdraw_involvement(offer, reason="x", by=joined(one, police))


def test_request_is_answered_once(offer, shelter):
    services.accept_involvement(offer, by=shelter)
    for act in (
        lambda: services.accept_involvement(offer, by=shelter),
        lambda: services.decline_involvement(offer, reason="x", by=shelter),
    ):
        with pytest.raises(NotAllowed, match="already been answered"):
            act()


def test_request_to_another_organisation_is_not_found(offer, police):
    for act in (
        lambda: services.accept_involvement(offer, by=actor("shelter")),
        lambda: services.decline_involvement(offer, reason="x", by=police),
        lambda: services.end_involvement(offer, reason="x", by=system()),
        lambda: services.withdraw_involvement(offer, reason="x", by=actor("shelter")),
    ):
        with pytest.raises(NotFound):
            act()


def test_organisation_is_asked_once(offer, one, shelter, police):
    with pytest.raises(NotAllowed, match="already been asked"):
        services.involve(one, organisation=shelter.organisation, ground="vc:b8.3", by=police)
    services.accept_involvement(offer, by=shelter)
    with pytest.raises(NotAllowed, match="already takes part"):
        services.involve(one, organisation=shelter.organisation, ground="vc:b8.3", by=police)


def test_closed_organisation_is_not_asked(one, police):
    closed = access.close_organisation(organisation("shelter"), by=system())
    with pytest.raises(NotAllowed, match="no longer active"):
        services.involve(one, organisation=closed, ground="vc:b8.3", by=police)


def test_nobody_is_asked_without_a_ground(one, police, shelter):
    with pytest.raises(EntryRefused) as refusal:
        services.involve(one, organisation=shelter.organisation, ground=" ", by=police)
    assert [problem.field for problem in refusal.value.problems] == ["ground"]
    assert not Disclosure.objects.filter(receiver=shelter.organisation).exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [("ground", "x" * 201), ("ground", "\x00"), ("message", "x" * 10_001), ("message", "a\x00b")],
)
def test_request_that_cannot_be_kept_is_refused_with_its_field(one, police, shelter, field, text):
    with pytest.raises(EntryRefused) as refusal:
        services.involve(
            one, organisation=shelter.organisation, by=police, **{"ground": "vc:b8.3", field: text}
        )
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_answer_that_refuses_needs_a_reason(offer, shelter):
    with pytest.raises(EntryRefused):
        services.decline_involvement(offer, reason=" ", by=shelter)
    assert queries.offers(shelter) == [offer]


def test_organisation_leaves_when_it_owns_nothing_and_others_stay(offer, one, shelter, police):
    services.accept_involvement(offer, by=shelter)
    with on(days=1):
        services.end_involvement(offer, reason="Uitgestroomd", by=shelter)
    assert not queries.may_see(shelter, one)
    assert steps(police, one)[-1] == "involvement.ended"
    with pytest.raises(NotAllowed, match="does not take part"):
        services.end_involvement(offer, reason="x", by=shelter)


def test_owner_of_a_track_does_not_leave(one, police):
    joined(one, police)
    mine = queries.involvements(police, one)[0]
    with pytest.raises(NotAllowed, match="still owns: protection"):
        services.end_involvement(mine, reason="x", by=police)


def test_last_organisation_does_not_leave(police):
    alone = dossier(police)
    with pytest.raises(NotAllowed, match="Nobody else takes part"):
        services.end_involvement(queries.involvements(police, alone)[0], reason="x", by=police)


def test_reader_neither_asks_nor_answers(offer, one, police, shelter):
    at_police, at_shelter = (
        actor(role=Reader, of=police.organisation),
        actor(role=Reader, of=shelter.organisation),
    )
    acts = {
        "involvement.offer": lambda: services.involve(
            one, organisation=organisation("guardian"), ground="vc:b8.3", by=at_police
        ),
        "involvement.withdraw": lambda: services.withdraw_involvement(offer, reason="x", by=at_police),
        "involvement.accept": lambda: services.accept_involvement(offer, by=at_shelter),
        "involvement.decline": lambda: services.decline_involvement(offer, reason="x", by=at_shelter),
    }
    for name, act in acts.items():
        with pytest.raises(NotAllowed, match="Reader"):
            act()
        assert AuditEntry.objects.filter(act=name, outcome="refused").count() == 1
    services.accept_involvement(offer, by=shelter)
    with pytest.raises(NotAllowed, match="Reader"):
        services.end_involvement(offer, reason="x", by=at_shelter)


def test_duties_wait_for_nobody_until_somebody_takes_part(one, police):
    (row,) = queries.worklist(police).waiting.rows
    assert (row.line.duty, row.line.holder, row.line.parties) == ("report", None, ["registrar"])
    registrar = joined(one, police)
    (row,) = queries.worklist(police).waiting.rows
    assert row.line.holder == registrar.organisation
    step(one, "reported", registrar)
    assert queries.worklist(police).waiting.rows == []
