"""Who can sign in to the demonstration, and that nobody can when the program runs for real."""

from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.utils import translation

from vangnet.access.models import Account
from vangnet.access.roles import BY_CODE
from vangnet.demo import cast, loading
from vangnet.demo.personas import for_sign_in
from vangnet.protocol import catalogue

ASKED_FOR = {
    "police",
    "investigation",
    "kmar",
    "labour_inspectorate",
    "registrar",
    "shelter",
    "guardian",
    "child_protection_board",
    "veilig_thuis",
    "immigration_service",
    "return_service",
    "public_prosecution",
    "national_rapporteur",
    "school_attendance",
    "asylum_reception",
    "municipality",
    "lawyer",
}
BACKEND = "vangnet.demo.backends.DemonstrationBackend"


def test_every_party_that_was_asked_for_has_somebody_to_sign_in_as():
    known = cast.read()
    played = {known.house(player.of).party for player in known.players}
    assert played >= ASKED_FOR
    assert {player.role for player in known.players} == set(BY_CODE) - {"system", "guest"}


def test_every_organisation_has_somebody_and_a_party_that_the_agreements_know():
    known = cast.read()
    staffed = {code for player in known.players for code in player.houses}
    assert staffed == {house.code for house in known.houses}
    assert {house.party for house in known.houses} <= set(catalogue.current().corpus.parties)


def test_police_and_shelter_are_there_twice_so_that_it_shows_who_sees_what():
    parties = Counter(house.party for house in cast.read().houses)
    assert parties["police"] == parties["shelter"] == 2


def test_names_are_unique():
    known = cast.read()
    names = [player.name for player in known.players] + [house.name for house in known.houses]
    assert len(set(names)) == len(names)
    assert len({player.username for player in known.players}) == len(known.players)


def test_who_speaks_for_others_has_an_organisation():
    known = cast.read()
    assert all(known.has(party) for others in known.spoken_for_by.values() for party in others)
    assert not any(known.has(party) for party in known.spoken_for_by)
    missing = {house.party for house in known.houses} - set(known.grounds) - {"national_rapporteur"}
    assert missing == set()


@pytest.mark.parametrize(("language", "sentence"), [("nl", "Jeugdzorgwerker."), ("en", "Youth care worker.")])
def test_people_are_introduced_in_the_language_of_the_page(language, sentence):
    with translation.override(language):
        assert sentence in {one.sentence for one in for_sign_in()}


def test_the_command_prints_everybody_with_the_password(db, capsys):
    call_command("demo_personas")
    printed = capsys.readouterr().out
    known = cast.read()
    assert known.password in printed
    assert [player.name for player in known.players if player.name not in printed] == []


@pytest.fixture
def settled(db):
    return loading.settle(cast.read())


@pytest.fixture
def demonstration(settings):
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, BACKEND]
    settings.MODE = "demo"


def test_the_password_lets_people_of_the_cast_in(settled, demonstration, rf):
    known = cast.read()
    found = authenticate(rf.post("/"), username="fenna", password=known.password)
    assert found.display_name == "Fenna Rietmakker"


@pytest.mark.parametrize("mode", ["production", "development", "test"])
def test_the_password_lets_nobody_in_when_the_program_is_no_demonstration(settled, settings, rf, mode):
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, BACKEND]
    settings.MODE = mode
    assert authenticate(rf.post("/"), username="fenna", password=cast.read().password) is None


@pytest.mark.parametrize(
    ("username", "password"), [("fenna", "iets-anders-geraden"), ("fenna", ""), ("onbekend", None)]
)
def test_anything_else_lets_nobody_in(settled, demonstration, rf, username, password):
    given = cast.read().password if password is None else password
    assert authenticate(rf.post("/"), username=username, password=given) is None


def test_a_closed_account_stays_out(settled, demonstration, rf):
    account = Account.objects.get(username="fenna")
    account.is_active = False
    account.save()
    assert authenticate(rf.post("/"), username="fenna", password=cast.read().password) is None


def test_accounts_of_the_cast_have_no_password_of_their_own(settled):
    assert not any(account.has_usable_password() for account in Account.objects.all())


def test_somebody_outside_the_cast_is_not_let_in_with_the_password(settled, demonstration, rf):
    Account.objects.create(username="echt", display_name="Iemand")
    assert authenticate(rf.post("/"), username="echt", password=cast.read().password) is None


def test_a_member_of_the_cast_without_account_is_not_let_in(db, demonstration, rf):
    assert authenticate(rf.post("/"), username="fenna", password=cast.read().password) is None


def test_card_of_a_person_leads_to_the_work_and_to_heavy_acts_without_a_second_step(
    settled, demonstration, settings, client
):
    settings.VANGNET_STRONG_BACKENDS = (BACKEND,)
    client.post("/en/account/login/", {"login": "gijs", "password": cast.read().password})
    assert client.get("/en/people/new/").status_code == 200


def test_password_of_ones_own_needs_a_second_step_in_a_demonstration_too(
    settled, demonstration, settings, client
):
    settings.VANGNET_STRONG_BACKENDS = (BACKEND,)
    account = Account.objects.get(username="gijs")
    account.set_password("vier losse woorden samen")
    account.save()
    client.post("/en/account/login/", {"login": "gijs", "password": "vier losse woorden samen"})
    assert client.get("/en/people/new/")["Location"] == "/en/account/second-step/"
