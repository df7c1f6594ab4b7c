import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

from tests.factories import account, actor, organisation
from vangnet.access import services, sessions
from vangnet.access.actors import system
from vangnet.access.roles import Caseworker, Reader
from vangnet.access.wall.store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of(rf):
    def make(user):
        request = rf.get("/")
        request.user, request.session = user, SessionStore()
        return request

    return make


def test_request_stands_for_the_oldest_membership_until_another_is_chosen(request_of):
    who = account()
    first, second = (
        services.add_membership(who, organisation=organisation(), role=role, by=system())
        for role in (Caseworker, Reader)
    )
    request = request_of(who)
    assert sessions.actor_of(request).organisation == first.organisation
    sessions.choose(request, second)
    assert sessions.actor_of(request).role is Reader


def test_membership_of_somebody_else_cannot_be_chosen(request_of):
    mine, other = actor("police"), actor("shelter")
    request = request_of(mine.account)
    sessions.choose(request, other.account.memberships.get())
    assert sessions.actor_of(request).organisation == mine.organisation


@pytest.mark.parametrize("user", [AnonymousUser(), None])
def test_request_without_membership_stands_for_nobody(request_of, user):
    with pytest.raises(sessions.NoMembership):
        sessions.actor_of(request_of(user or account()))


def test_session_that_is_gone_and_a_database_that_is_away_are_told_apart():
    kept = SessionStore()
    kept.create()

    def refuse(execute, sql, params, many, context):
        raise OperationalError("away")

    with connection.execute_wrapper(refuse), pytest.raises(OperationalError, match="away"):
        kept.save()
    SessionStore(kept.session_key).delete()
    with pytest.raises(UpdateError):
        kept.save()
