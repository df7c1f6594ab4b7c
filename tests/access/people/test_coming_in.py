"""From invitation to first use: a link that works once, a password, a second step, spare codes."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.access.people.conftest import PASSWORD, code_for
from tests.factories import organisation
from vangnet.access import queries, services
from vangnet.access.models import Account, AuditEntry, Invitation
from vangnet.access.roles import Caseworker
from vangnet.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(administrator):
    return services.invite(
        "kim",
        display_name="Kim de Wit",
        organisation=organisation("police", name="Basisteam Oost"),
        role=Caseworker,
        language="en",
        by=administrator,
    )


def text(response):
    return response.content.decode()


def follow(client, secret):
    assert client.get(f"/en/account/invitation/{secret}/")["Location"] == "/en/account/invitation/"
    return client.get("/en/account/invitation/")


def choose(client, password=PASSWORD, repeated=None):
    given = {"password": password, "repeated": repeated or password}
    return client.post("/en/account/invitation/", given)


def set_up_app(client):
    client.get("/en/account/second-step/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/en/account/second-step/totp/activate/", {"code": code_for(secret)})
    assert answer["Location"] == "/en/account/second-step/recovery-codes/"
    return secret


def come_in(client, invited):
    follow(client, invited[1])
    assert choose(client)["Location"] == "/en/account/second-step/"
    return set_up_app(client)


def test_link_leads_through_password_and_second_step_to_the_work(client, invited):
    page = follow(client, invited[1])
    assert "Kim de Wit" in text(page)
    assert "Basisteam Oost" in text(page)
    assert choose(client)["Location"] == "/en/account/second-step/"
    assert client.get("/en/")["Location"] == "/en/account/second-step/"
    set_up_app(client)
    assert "The app is set up." in text(client.get("/en/account/second-step/"))
    codes = text(client.get("/en/account/second-step/recovery-codes/"))
    assert codes.count("<code>") == 10
    assert "Basisteam Oost" in text(client.get("/en/account/"))
    member = queries.memberships(Account.objects.get(username="kim")).get()
    assert (member.role, member.account.language) == ("caseworker", "en")


def test_secret_of_the_link_is_in_no_table_and_no_address_that_stays(client, invited):
    made, secret = invited
    assert secret not in str(Invitation.objects.values().get(pk=made.pk))
    follow(client, secret)
    assert secret not in text(client.get("/en/account/invitation/"))


def test_used_link_does_not_work_again(client, invited):
    come_in(client, invited)
    client.logout()
    page = follow(client, invited[1])
    assert page.status_code == 403
    assert "used already" in text(page)
    assert choose(client, "nog vier losse woorden").status_code == 403
    assert Account.objects.filter(username="kim").count() == 1


def test_two_browsers_with_one_link_make_one_account(client, invited):
    other = Client()
    follow(client, invited[1])
    follow(other, invited[1])
    choose(client)
    assert choose(other, "nog vier losse woorden").status_code == 403
    assert Account.objects.get(username="kim").check_password(PASSWORD)


def test_link_that_is_too_old_does_not_work(client, invited):
    with clock.fixed(clock.now() + timedelta(days=8)):
        page = follow(client, invited[1])
    assert page.status_code == 403
    assert "too old" in text(page)


def test_withdrawn_link_does_not_work(client, invited, administrator):
    services.withdraw_invitation(invited[0], by=administrator)
    assert "withdrawn" in text(follow(client, invited[1]))


def test_link_for_a_closed_organisation_does_not_work(client, invited, administrator):
    services.close_organisation(invited[0].organisation, by=administrator)
    assert "is closed" in text(follow(client, invited[1]))


@pytest.mark.parametrize("forged", ["x", "A" * 43, "é"])
def test_forged_link_shows_a_clear_page_and_leaves_a_line(client, forged):
    page = follow(client, forged)
    assert page.status_code == 404
    assert "Nobody was invited with this link" in text(page)
    assert AuditEntry.objects.filter(act="invitation.accept", outcome="not_found").exists()


def test_weak_and_unequal_passwords_are_refused_with_words(client, invited):
    follow(client, invited[1])
    assert "too short" in text(choose(client, "kort"))
    assert "not the same" in text(choose(client, PASSWORD, "andere vier losse woorden"))
    assert not Account.objects.filter(username="kim").exists()


def test_user_name_that_was_taken_meanwhile_is_said(client, invited, administrator):
    services.open_account("kim", display_name="Other", by=administrator)
    follow(client, invited[1])
    assert "already exists" in text(choose(client))


def test_without_second_step_nothing_else_can_be_reached(client, invited):
    follow(client, invited[1])
    choose(client)
    for address in ("/en/", "/en/account/", "/en/dossiers/", "/en/people/", "/en/handbook/", "/en/privacy/"):
        assert client.get(address)["Location"] == "/en/account/second-step/", address
    assert client.post("/en/people/new/", {})["Location"] == "/en/account/second-step/"
    page = text(client.get("/en/account/second-step/"))
    assert "Basisteam Oost" not in page
    assert client.post("/en/account/logout/")["Location"] == "/en/"


def test_next_time_the_password_alone_is_not_enough(client, invited):
    secret = come_in(client, invited)
    client.logout()
    answer = client.post("/en/account/login/", {"login": "kim", "password": PASSWORD})
    assert answer["Location"] == "/en/account/second-step/authenticate/"
    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")
    page = client.post("/en/account/second-step/authenticate/", {"code": "000000"})
    assert "not right" in text(page)
    code = code_for(secret, 1)
    assert client.post("/en/account/second-step/authenticate/", {"code": code})["Location"] == "/en/"
    assert client.get("/en/account/").status_code == 200


def test_code_that_was_used_does_not_work_again(client, invited):
    secret = come_in(client, invited)
    code = code_for(secret, 1)
    for expected in (302, 200):
        client.logout()
        client.post("/en/account/login/", {"login": "kim", "password": PASSWORD})
        assert client.post("/en/account/second-step/authenticate/", {"code": code}).status_code == expected


def test_spare_code_lets_in_once(client, invited):
    come_in(client, invited)
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (302, 200):
        client.logout()
        client.post("/en/account/login/", {"login": "kim", "password": PASSWORD})
        assert client.post("/en/account/second-step/authenticate/", {"code": spare}).status_code == expected


def test_secret_of_the_app_is_not_readable_in_the_database(client, invited):
    secret = come_in(client, invited)
    assert secret not in str(list(Authenticator.objects.values()))


def test_last_second_step_cannot_be_taken_away(client, invited):
    come_in(client, invited)
    page = client.post("/en/account/second-step/totp/deactivate/")
    assert "at least one second step" in text(page)
    assert Authenticator.objects.filter(type="totp").exists()


def test_reset_by_the_administrator_leads_to_a_new_second_step(client, invited, administrator):
    come_in(client, invited)
    services.reset_second_step(Account.objects.get(username="kim"), by=administrator)
    assert client.get("/en/account/")["Location"] == "/en/account/second-step/"


def test_lost_password_is_renewed_with_a_link_and_the_second_step_stays(client, invited, administrator):
    secret = come_in(client, invited)
    client.logout()
    member = queries.memberships(Account.objects.get(username="kim")).get()
    made, link = services.renew_password(member, by=administrator)
    assert not Account.objects.get(username="kim").has_usable_password()
    follow(client, link)
    assert choose(client, "heel andere woorden nu")["Location"] == "/en/account/login/"
    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")
    answer = client.post("/en/account/login/", {"login": "kim", "password": "heel andere woorden nu"})
    assert answer["Location"] == "/en/account/second-step/authenticate/"
    client.post("/en/account/second-step/authenticate/", {"code": code_for(secret, 1)})
    assert client.get("/en/account/").status_code == 200
    assert queries.memberships(member.account).count() == 1
    assert made.account == member.account
