"""Brakes: when too much arrives everybody waits a moment, and whoever waited comes in."""

from datetime import timedelta

import pytest

from vangnet.access.models import SignInCounter
from vangnet.core import clock
from vangnet.signals import public_form
from vangnet.signals.services import brakes

pytestmark = pytest.mark.django_db


def flood(nobody, times=None):
    limits = public_form.current().brakes["code"]
    for _ in range(times or limits.free + limits.per_second * limits.longest):
        brakes.count("code", by=nobody)


def later(**time):
    return clock.fixed(clock.now() + timedelta(**time))


def test_nobody_waits_as_long_as_little_arrives(nobody):
    flood(nobody, public_form.current().brakes["code"].free)
    assert brakes.held_back("code", about="x", by=nobody) is None


def test_under_a_flood_one_waits_once_and_then_comes_in(nobody):
    flood(nobody)
    waiting = brakes.held_back("code", about="x", by=nobody)
    assert waiting.seconds == public_form.current().brakes["code"].longest + 1
    with later(seconds=5):
        again = brakes.held_back("code", about="x", ticket=waiting.ticket, by=nobody)
        assert again.ticket == waiting.ticket
        assert again.seconds < waiting.seconds
    flood(nobody)
    with later(seconds=waiting.seconds):
        assert brakes.held_back("code", about="x", ticket=waiting.ticket, by=nobody) is None


def test_ticket_counts_for_one_code_and_one_kind_and_not_for_ever(nobody):
    flood(nobody)
    for _ in range(2_000):
        brakes.count("send", by=nobody)
    ticket = brakes.held_back("code", about="x", by=nobody).ticket
    with later(seconds=60):
        assert brakes.held_back("code", about="x", ticket=ticket, by=nobody) is None
        assert brakes.held_back("code", about="y", ticket=ticket, by=nobody)
        assert brakes.held_back("send", about="x", ticket=ticket, by=nobody)
        assert brakes.held_back("code", about="x", ticket=f"{ticket}x", by=nobody)
        assert brakes.held_back("code", about="x", ticket="nonsense", by=nobody)
    with later(minutes=40):
        assert brakes.held_back("code", about="x", ticket=ticket, by=nobody)


def test_next_hour_begins_afresh_and_nothing_says_who_it_was(nobody):
    flood(nobody)
    counter = SignInCounter.objects.get()
    assert counter.failures == brakes.counted("code", by=nobody)
    assert "code" not in counter.tag
    with later(hours=1):
        assert brakes.counted("code", by=nobody) == 0
        assert brakes.held_back("code", about="x", by=nobody) is None
    with later(hours=4):
        brakes.count("code", by=nobody)
        assert SignInCounter.objects.get().failures == 1
