"""Where somebody is signed in, and ending it."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.factories import actor
from vangnet.access import queries, services
from vangnet.access.verdicts import NotAllowed

pytestmark = pytest.mark.django_db
ADDRESS = "/en/account/sessions/"


@pytest.fixture(autouse=True)
def _signed_in_strongly(settings, _as_in_the_product):
    settings.VANGNET_STRONG_BACKENDS = ("django.contrib.auth.backends.ModelBackend",)


def signed_in(who):
    client = Client()
    client.force_login(who.account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def is_in(client):
    return client.get("/en/account/").status_code == 200


def text(response):
    return response.content.decode()


@pytest.fixture
def who():
    return actor("police")


def test_page_shows_every_place_and_never_a_key(who):
    here, _there = signed_in(who), signed_in(who)
    page = text(here.get(ADDRESS))
    assert "This browser" in page
    assert page.count("Another browser") == 1
    assert not any(key in page for key in Session.objects.values_list("session_key", flat=True))


def test_one_session_is_ended_and_the_present_one_goes_on(who):
    here, there = signed_in(who), signed_in(who)
    mark = queries.mark_of(there.session.session_key)
    assert here.post(ADDRESS, {"session": mark}).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_all_others_are_ended_at_once(who):
    here, others = signed_in(who), [signed_in(who) for _ in range(3)]
    stranger = signed_in(actor("police"))
    here.post(ADDRESS, {})
    assert is_in(here)
    assert is_in(stranger)
    assert not any(is_in(one) for one in others)


def test_session_of_somebody_else_cannot_be_ended(who):
    here, stranger = signed_in(who), signed_in(actor("police"))
    mark = queries.mark_of(stranger.session.session_key)
    assert here.post(ADDRESS, {"session": mark}).status_code == 404
    assert is_in(stranger)


def test_administrator_signs_out_somebody_and_a_whole_organisation(who, administrator):
    colleague = actor("police", of=who.organisation)
    mine, theirs, stranger = signed_in(who), signed_in(colleague), signed_in(actor("police"))
    assert services.end_sessions(who.account, by=administrator) == 1
    assert not is_in(mine)
    assert is_in(theirs)
    signed_in(who)
    assert services.freeze_organisation(who.organisation, by=administrator) == 2
    assert not is_in(theirs)
    assert is_in(stranger)


def test_others_neither_see_nor_end_sessions(who):
    other = actor("police")
    signed_in(other)
    assert queries.sessions_of(who, other.account) == []
    assert queries.sessions_in(who, other.organisation) == []
    with pytest.raises(NotAllowed):
        services.end_sessions(other.account, by=who)


def test_visitor_who_is_not_signed_in_is_no_session_of_anybody(who, administrator):
    visitor = Client()
    visitor.get("/en/account/invitation/nothing/")
    assert Session.objects.exists()
    assert queries.sessions_of(administrator, who.account) == []


def test_page_of_the_administrator_signs_out(who, administrator):
    mine, admin = signed_in(who), signed_in(administrator)
    assert admin.post(f"/en/people/{who.account.address}/sessions/").status_code == 302
    assert not is_in(mine)
    again = signed_in(who)
    assert admin.post(f"/en/organisations/{who.organisation.code}/freeze/").status_code == 302
    assert not is_in(again)
