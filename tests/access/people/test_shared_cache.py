"""What one worker remembers all workers know: a code that was used is used everywhere."""

import threading
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import caches
from django.db import connection

from tests.access.people.conftest import code_for
from tests.factories import actor
from vangnet.access import nights
from vangnet.access.actors import system
from vangnet.access.models import Remembered
from vangnet.access.shared_cache import SharedCache
from vangnet.core import clock

pytestmark = pytest.mark.django_db


def worker():
    return SharedCache("", {})


def totp(who):
    """The app of somebody as a worker reads it from the database."""
    return TOTP(Authenticator.objects.get(user=who, type=Authenticator.Type.TOTP))


def test_code_that_was_used_at_one_worker_is_refused_at_another():
    who, secret = actor("police").account, generate_totp_secret()
    TOTP.activate(who, secret)
    code = code_for(secret)
    assert totp(who).validate_code(code)
    del caches["default"]
    assert not totp(who).validate_code(code)
    row = Remembered.objects.get()
    assert code not in row.tag + row.value
    assert str(who.pk) not in row.tag + row.value


def test_used_code_counts_for_as_long_as_the_app_may_be_off():
    assert worker().add("code", "y", timeout=30)
    for seconds, free in ((31, False), (119, False), (121, True)):
        with clock.fixed(clock.now() + timedelta(seconds=seconds)):
            assert worker().add("code", "y", timeout=30) is free


def test_workers_share_values_until_their_end():
    one, other = worker(), worker()
    one.set("counts", [1.5, 2.5], timeout=60)
    assert other.get("counts") == [1.5, 2.5]
    assert other.touch("counts", timeout=600)
    with clock.fixed(clock.now() + timedelta(seconds=300)):
        assert "counts" in other
    with clock.fixed(clock.now() + timedelta(seconds=601)):
        assert (other.get("counts", "gone"), other.touch("counts")) == ("gone", False)
    assert (one.delete("counts"), other.get("counts"), other.delete("counts")) == (True, None, False)
    one.set("a", 1)
    other.clear()
    assert one.get("a") is None


def test_what_workers_share_has_an_end():
    with pytest.raises(ValueError, match="has an end"):
        worker().set("x", 1, timeout=None)


def test_night_removes_what_nobody_remembers():
    worker().set("old", 1, timeout=10)
    worker().set("new", 1, timeout=6000)
    with clock.fixed(clock.now() + timedelta(seconds=11)):
        assert nights.forget_expired(system()) == []
        assert [str(row)[:8] for row in Remembered.objects.all()] == [worker()._tag("new", None)[:8]]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_only_one_hears_yes():
    heard, ready = [], threading.Barrier(4)

    def use():
        ready.wait(timeout=30)
        heard.append(worker().add("code", "y", timeout=30))
        connection.close()

    workers = [threading.Thread(target=use) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(timeout=60)
    assert sorted(heard) == [False, False, False, True]
