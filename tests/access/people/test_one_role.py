"""Two roles in one browser: what was begun for one organisation is never recorded for another."""

import re

import pytest
from django.test import Client

from tests.factories import account, actor, organisation
from vangnet.access import services
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry, Membership, Organisation
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur
from vangnet.design import stamps

pytestmark = pytest.mark.django_db
FORM = "/en/organisations/new/"


@pytest.fixture(autouse=True)
def _signed_in_strongly(settings, _as_in_the_product):
    settings.VANGNET_STRONG_BACKENDS = ("django.contrib.auth.backends.ModelBackend",)


@pytest.fixture
def two_roles():
    who = account("Kim")
    for role in (Administrator, Rapporteur):
        services.add_membership(
            who, organisation=organisation("registrar", name=f"Huis {role.code}"), role=role, by=system()
        )
    return who


@pytest.fixture
def browser(two_roles):
    client = Client()
    client.force_login(two_roles, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response):
    return response.content.decode()


def mark_on(client, address=FORM):
    return re.search(r'name="shown_for" value="(\w+)"', text(client.get(address)))[1]


def switch(client, who, role):
    client.post("/en/account/", {"membership": str(who.memberships.get(role=role).pk)})


GIVEN = {"name": "Opvang Zuid", "code": "opvang-zuid", "kind": "shelter", "region": ""}


def test_form_that_is_sent_in_the_same_role_goes_through(browser):
    assert browser.post(FORM, {**GIVEN, "shown_for": mark_on(browser)}).status_code == 302


def test_form_of_another_role_is_refused_and_what_was_typed_is_shown(browser, two_roles):
    mark = mark_on(browser)
    switch(browser, two_roles, "rapporteur")
    page = browser.post(FORM, {**GIVEN, "shown_for": mark, "password": "geheim woord"})
    assert page.status_code == 409
    assert "Huis administrator (Administrator)" in text(page)
    assert "Huis rapporteur (Rapporteur)" in text(page)
    assert "Opvang Zuid" in text(page)
    assert "geheim woord" not in text(page)
    assert not Organisation.objects.filter(code="opvang-zuid").exists()
    assert AuditEntry.objects.filter(act="form.other_role", outcome="refused").exists()


def test_form_of_work_that_ended_meanwhile_is_refused(browser, two_roles):
    mark = mark_on(browser)
    services.end_membership(Membership.objects.get(account=two_roles, role="administrator"), by=system())
    page = browser.post(FORM, {**GIVEN, "shown_for": mark})
    assert page.status_code == 409
    assert "work that has ended" in text(page)


def test_mark_of_somebody_else_is_refused(browser):
    other = Client()
    other.force_login(actor("registrar", role=Administrator).account)
    assert browser.post(FORM, {**GIVEN, "shown_for": mark_on(other)}).status_code == 409


def test_choosing_another_role_and_leaving_always_work(browser, two_roles):
    page = text(browser.get("/en/account/"))
    mark = re.search(r'name="shown_for" value="(\w+)"', page)[1]
    switch(browser, two_roles, "rapporteur")
    chosen = {"membership": str(two_roles.memberships.get(role="administrator").pk), "shown_for": mark}
    assert browser.post("/en/account/", chosen).status_code == 302
    switch(browser, two_roles, "rapporteur")
    assert browser.post("/en/account/logout/", {"shown_for": mark}).status_code == 302


def test_nobody_in_particular_gets_no_mark():
    assert "shown_for" not in text(Client().get("/en/account/login/"))
    assert stamps.current() == ""


def test_somebody_without_work_gets_the_page_that_says_so(browser, two_roles):
    mark = mark_on(browser)
    services.close_account(two_roles, by=system())
    assert browser.post(FORM, {**GIVEN, "shown_for": mark}).status_code in (302, 403)
    lonely = Client()
    lonely.force_login(account(), backend="django.contrib.auth.backends.ModelBackend")
    assert lonely.post(FORM, {**GIVEN, "shown_for": mark}).status_code == 403


def test_mark_says_nothing_about_whom_it_stands_for(browser, two_roles):
    keys = {str(one.pk) for one in two_roles.memberships.all()}
    assert mark_on(browser) not in keys
    assert PrivacyOfficer.code not in mark_on(browser)
