"""The pages of the administrator: people, their work and training, organisations and whom to ask. Never a dossier."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from tests.factories import account, actor, dossier, organisation, signal
from vangnet.access import queries, services
from vangnet.access.actors import system
from vangnet.access.models import Account, AuditEntry, Invitation, Membership
from vangnet.access.roles import FOR_PEOPLE, Administrator, Caseworker, Reader
from vangnet.cases.models import Dossier
from vangnet.core import clock
from vangnet.portal.queries import OpenWork, open_work
from vangnet.signals import services as signals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_route")]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def administrator():
    return actor("registrar", role=Administrator)


@pytest.fixture
def client(browse, administrator):
    return browse(administrator)


def text(response):
    return response.content.decode()


def invitation(where, **changes):
    return {
        "username": "nieuw",
        "display_name": "Nieuwe Collega",
        "organisation": str(where.pk),
        "role": "caseworker",
        "language": "nl",
        **changes,
    }


def change(client, who, act, **given):
    named = {f"{act}-{name}": value for name, value in given.items()}
    return client.post(f"/en/people/{who.address}/{act}/", named)


def test_invited_colleague_gets_a_link_that_is_shown_once(client, police):
    page = text(client.post("/en/people/new/", invitation(police.organisation)))
    link = re.search(r"http://testserver/en/account/invitation/([\w-]+)/", page)
    assert queries.invitation_with(link[1]).display_name == "Nieuwe Collega"
    listed = text(client.get("/en/people/"))
    assert "Nieuwe Collega" in listed
    assert link[1] not in listed
    assert not Account.objects.filter(username="nieuw").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "double"}, "is taken"),
        ({"organisation": "nothing"}, "not one of the choices"),
        ({"role": ""}, "Choose one of the answers"),
        ({"role": "system"}, "not one of the choices"),
        ({"role": "guest"}, "not one of the choices"),
    ],
)
def test_wrong_invitation_is_refused_and_keeps_what_was_filled_in(client, police, wrong, said):
    services.open_account("double", display_name="x", by=system())
    page = text(client.post("/en/people/new/", invitation(police.organisation, **wrong)))
    assert said in page
    assert 'value="Nieuwe Collega"' in page
    assert "<title>Error:" in page
    assert not Invitation.objects.exists()


def test_waiting_link_is_withdrawn_once(client, police):
    client.post("/en/people/new/", invitation(police.organisation))
    key = Invitation.objects.get().pk
    assert client.post(f"/en/people/invitations/{key}/withdraw/").status_code == 302
    assert Invitation.objects.get().withdrawn_at is not None
    assert client.post(f"/en/people/invitations/{key}/withdraw/").status_code == 404


def test_second_work_is_added_and_ended_on_a_day(client, police):
    where = organisation("shelter", name="Opvang Noord")
    assert change(client, police.account, "work", organisation=where.pk, role="reader").status_code == 302
    second = Membership.objects.get(account=police.account, organisation=where)
    day = clock.today() + timedelta(days=3)
    given = {"membership": second.pk, "last_day": f"{day.day}-{day.month}-{day.year}"}
    assert change(client, police.account, "end", **given).status_code == 302
    assert queries.memberships(police.account).count() == 2
    with clock.fixed(clock.now() + timedelta(days=4)):
        assert queries.memberships(police.account).count() == 1
    assert "Opvang Noord" in text(client.get(f"/en/people/{police.account.address}/"))


def test_same_work_twice_is_refused_with_what_was_chosen(client, police):
    page = change(client, police.account, "work", organisation=police.organisation.pk, role="caseworker")
    assert page.status_code == 200
    assert "does this work there already" in text(page)


def test_mover_takes_nothing_along(client, police, browse):
    one = dossier(police, step="found")
    assert one.person.pseudonym in text(browse(police).get("/en/"))
    to = organisation("shelter")
    member = Membership.objects.get(account=police.account)
    given = {"membership": member.pk, "organisation": to.pk, "role": "caseworker"}
    assert change(client, police.account, "move", **given).status_code == 302
    assert queries.memberships(police.account).get().organisation == to
    assert one.person.pseudonym not in text(browse(police).get("/en/"))


def test_who_looks_after_accounts_gets_no_work_in_dossiers(client, administrator, police):
    other = actor("registrar", role=Administrator)
    page = change(client, other.account, "work", organisation=police.organisation.pk, role="caseworker")
    assert "cannot also read dossiers" in text(page)
    page = change(client, police.account, "work", organisation=police.organisation.pk, role="administrator")
    assert "cannot also read dossiers" in text(page)
    own = change(
        client, administrator.account, "work", organisation=police.organisation.pk, role="rapporteur"
    )
    assert "your own account" in text(own)


def test_training_is_written_down_and_withdrawn(client, police):
    given = {
        "kind": "victim_interview",
        "given_by": "Politieacademie",
        "valid_from": "1-1-2025",
        "valid_until": "1-1-2027",
    }
    assert change(client, police.account, "certificate", **given).status_code == 302
    assert queries.holds_certificate(police, "victim_interview")
    page = change(client, police.account, "certificate", **{**given, "valid_until": "1-1-2020"})
    assert "before the first day" in text(page)
    key = police.account.certificates.get().pk
    assert change(client, police.account, "withdraw", certificate=key).status_code == 302
    assert not queries.holds_certificate(police, "victim_interview")


def test_training_that_lapses_is_told_before(client, police, browse):
    services.add_certificate(
        police.account,
        kind="victim_interview",
        given_by="x",
        valid_from=clock.today() - timedelta(days=300),
        valid_until=clock.today() + timedelta(days=30),
        by=system(),
    )
    assert "lapses on" in text(client.get("/en/people/"))
    assert "lapses on" in text(browse(police).get("/en/account/"))
    with clock.fixed(clock.now() + timedelta(days=40)):
        assert "lapsed on" in text(client.get("/en/people/"))
        assert not queries.holds_certificate(police, "victim_interview")


def test_sign_on_is_tied_to_a_mark_and_never_to_a_mail_address(client, police, settings):
    settings.VANGNET_SIGN_ON = {"p": {"name": "Politie", "issuer": "https://sign-on.example"}}
    page = change(client, police.account, "identity", issuer="https://sign-on.example", subject="a@b.nl")
    assert "those change hands" in text(page)
    given = {"issuer": "https://sign-on.example", "subject": "123"}
    assert change(client, police.account, "identity", **given).status_code == 302
    assert queries.account_known_as("https://sign-on.example", "123") == police.account
    key = police.account.identities.get().pk
    assert change(client, police.account, "unlink", identity=key).status_code == 302
    assert queries.account_known_as("https://sign-on.example", "123") is None


def test_lost_password_and_lost_telephone_are_helped(client, police):
    member = Membership.objects.get(account=police.account)
    assert "account/invitation/" in text(change(client, police.account, "password", membership=member.pk))
    assert change(client, police.account, "step").status_code == 302


def test_account_is_closed_but_not_the_own(client, administrator, police):
    assert change(client, police.account, "close").status_code == 302
    police.account.refresh_from_db()
    assert not police.account.is_active
    assert "cannot close your own account" in text(change(client, administrator.account, "close"))


def test_what_is_not_there_does_not_exist(client, police):
    assert client.get("/en/people/abcdefghjkmn/").status_code == 404
    assert change(client, police.account, "promote").status_code == 404
    assert client.get("/en/organisations/nowhere/").status_code == 404


def test_address_of_an_account_is_not_its_key(client, police):
    """A key says when an account was made, and so who came in together."""
    assert client.get(f"/en/people/{police.account.pk}/").status_code == 404
    assert police.account.address != actor("police").account.address
    for page in ("/en/people/", f"/en/organisations/{police.organisation.code}/"):
        shown = client.get(page).content.decode()
        assert f"/people/{police.account.address}/" in shown
        assert f"/people/{police.account.pk}" not in shown


def test_only_what_can_be_changed_is_offered(client, police):
    page = text(client.get(f"/en/people/{police.account.address}/"))
    assert "Move to another organisation" in page
    for missing in ("Withdraw a training", "Let come in through the organisation", "Untie the sign-on"):
        assert missing not in page


def test_work_of_somebody_else_cannot_be_ended_from_this_page(client, police):
    other = Membership.objects.get(account=actor("shelter").account)
    assert "not one of the choices" in text(change(client, police.account, "end", membership=other.pk))


def test_heavy_changes_ask_who_you_are_once_more(client, police, settings):
    settings.VANGNET_STRONG_BACKENDS = ()
    answer = change(client, police.account, "close")
    assert answer.status_code == 302
    police.account.refresh_from_db()
    assert police.account.is_active


PAGES = [
    "/en/people/",
    "/en/people/new/",
    "/en/people/roles/",
    "/en/organisations/",
    "/en/organisations/new/",
]


@pytest.mark.parametrize("role", [role for role in FOR_PEOPLE if role is not Administrator])
@pytest.mark.parametrize("address", PAGES)
def test_nobody_else_reaches_these_pages(browse, role, address):
    assert browse(actor("police", role=role)).get(address).status_code == 403


def test_administrator_reads_no_dossier(client, administrator, police):
    one = dossier(police, step="found")
    at_home = dossier(actor("registrar", role=Caseworker, of=administrator.organisation), step="found")
    for found in (one, at_home):
        for page in ("", "steps/", "timeline/", "tracks/", "persons/", "sharing/"):
            answer = client.get(f"/en/dossiers/{found.address}/{page}")
            assert answer.status_code in (403, 404)
            assert found.person.pseudonym not in text(answer)
    for address in (*PAGES, "/en/", f"/en/organisations/{police.organisation.code}/", "/en/contacts/"):
        page = text(client.get(address))
        assert not {one.person.pseudonym, at_home.person.pseudonym} & set(re.findall(r"[\w-]+", page))
    assert Dossier.objects.count() == 2


def test_role_page_says_every_role_in_a_sentence(client):
    page = text(client.get("/en/people/roles/"))
    for role in FOR_PEOPLE:
        assert str(role.name) in page
        assert str(role.sentence).split(",")[0].split("’")[0] in page


def test_organisation_gets_its_kind_and_shows_its_law(client):
    given = {"name": "Opvang Zuid", "code": "opvang-zuid", "kind": "hospital", "region": "Zuid"}
    assert client.post("/en/organisations/new/", given).status_code == 302
    page = text(client.get("/en/organisations/opvang-zuid/"))
    assert "Hospital" in page
    assert "Medical secrecy" in page
    again = text(client.post("/en/organisations/new/", given))
    assert "already exists" in again
    assert 'value="Opvang Zuid"' in again
    assert 'value="' in text(client.post("/en/organisations/new/", {**given, "kind": "x"}))


def test_reporting_duty_is_shown_with_its_source(client, police):
    page = text(client.get(f"/en/organisations/{police.organisation.code}/"))
    assert "lines 5549-5556" in page


def officers(client, where, **given):
    return client.post(f"/en/organisations/{where.code}/officers/", given)


def test_officer_and_deputies_are_asked_in_order(client, administrator, police, browse):
    where = police.organisation
    deputy = actor("police", of=where)
    for one in (police, deputy):
        assert officers(client, where, account=one.account.pk).status_code == 302
    assert queries.attention_officer(administrator, where) == police.account
    assert browse(police).post(f"/en/contacts/{where.code}/away/", {"until": "31-12-2030"}).status_code == 302
    assert queries.attention_officer(administrator, where) == deputy.account
    assert str(deputy.account) in text(browse(actor("shelter")).get("/en/contacts/"))
    browse(police).post(f"/en/contacts/{where.code}/away/", {"until": ""})
    second = queries.officers(administrator, where).last()
    officers(client, where, officer=second.pk, act="up")
    assert queries.attention_officer(administrator, where) == deputy.account
    officers(client, where, officer=second.pk, act="dismiss")
    assert queries.attention_officer(administrator, where) == police.account


def test_officer_who_left_is_not_asked_for(client, administrator, police):
    where = police.organisation
    officers(client, where, account=police.account.pk)
    services.end_membership(Membership.objects.get(account=police.account), by=administrator)
    assert queries.attention_officer(administrator, where) is None
    assert "there is nobody to ask for" in text(client.get(f"/en/organisations/{where.code}/"))


def test_only_who_works_there_is_appointed_and_only_they_are_away(client, police, browse):
    page = officers(client, police.organisation, account=actor("shelter").account.pk)
    assert "not one of the choices" in text(page)
    assert browse(police).post(f"/en/contacts/{police.organisation.code}/away/", {}).status_code == 404
    officers(client, police.organisation, account=police.account.pk)
    wrong = browse(police).post(f"/en/contacts/{police.organisation.code}/away/", {"until": "x"})
    assert "<title>Error:" in text(wrong)


def test_organisation_with_open_work_is_not_closed(client, police):
    dossier(police, step="found")
    where = police.organisation
    page = client.post(f"/en/organisations/{where.code}/close/", {"sure": "on"})
    assert page.status_code == 200
    assert "still owns" in text(page)
    where.refresh_from_db()
    assert where.is_active
    assert AuditEntry.objects.filter(act="organisation.leave", outcome="refused").exists()


def test_organisation_that_owns_an_open_signal_is_not_closed(client, police):
    found = signal(police, reporter_type="own_staff")
    where = found.owner
    page = text(client.post(f"/en/organisations/{where.code}/close/", {"sure": "on"}))
    assert "still owns 1 open signals" in page
    where.refresh_from_db()
    assert where.is_active
    signals.close(found, reason="explained_otherwise", basis="inquiry", by=police)
    assert client.post(f"/en/organisations/{where.code}/close/", {"sure": "on"}).status_code == 302


def test_organisation_without_open_work_is_closed_by_who_is_sure(client):
    where = organisation("shelter")
    assert "Tick this" in text(client.post(f"/en/organisations/{where.code}/close/", {}))
    assert client.post(f"/en/organisations/{where.code}/close/", {"sure": "on"}).status_code == 302
    where.refresh_from_db()
    assert not where.is_active
    assert client.get(f"/en/organisations/{where.code}/").status_code == 404


def test_others_do_not_learn_how_much_work_waits(police):
    dossier(police, step="found")
    assert open_work(police, police.organisation) == OpenWork(0, 0)


def test_reader_in_two_organisations_sees_the_contacts(browse):
    who = account()
    for party in ("police", "shelter"):
        services.add_membership(who, organisation=organisation(party), role=Reader, by=system())
    assert browse(actor("police", role=Reader)).get("/en/contacts/").status_code == 200
