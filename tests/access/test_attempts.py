"""Guessing passwords is slow, and nobody is kept out by somebody else: not by strangers, not by the office next door."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from vangnet.access import attempts, known_browsers
from vangnet.access.models import Account, AuditEntry, SignInCounter
from vangnet.core import clock

NOW = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
PASSWORD = "A-long-enough-password-1"
OFFICE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def time_passes():
    """A clock of our own, which starts in the fifth minute of an hour."""
    with clock.fixed(NOW):
        yield


@pytest.fixture
def colleagues(db):
    """Two people with a password."""
    found = {}
    for name in ("anna", "bram"):
        account = Account(username=name, display_name=name)
        account.set_password(PASSWORD)
        account.save()
        found[name] = account
    return found


def sign_in(client, username, password, address=OFFICE, **headers):
    fields = {"login": username, "password": password}
    with override("en"):
        answer = client.post(reverse("account_login"), fields, REMOTE_ADDR=address, headers=headers)
    client.cookies.pop(settings.SESSION_COOKIE_NAME, None)
    if answer.status_code == 302:
        return "in"
    return "wait" if b"your account is not locked" in answer.content else "wrong"


def guess(username, times, address=OFFICE, client=None):
    return [sign_in(client or Client(), username, "wrong-guess-0", address) for _ in range(times)]


def test_right_password_goes_in_and_leaves_no_count(colleagues, time_passes):
    assert guess("anna", 4) == ["wrong"] * 4
    assert sign_in(Client(), "anna", PASSWORD) == "in"
    assert guess("anna", 5) == ["wrong"] * 5


def test_guessing_gets_slower_and_waiting_ends(colleagues, time_passes):
    assert guess("anna", 8) == ["wrong"] * 5 + ["wait"] * 3
    assert sign_in(Client(), "anna", PASSWORD) == "wait"
    with clock.fixed(NOW + timedelta(seconds=2)):
        assert guess("anna", 2) == ["wrong", "wait"]
    with clock.fixed(NOW + timedelta(seconds=7)):
        assert sign_in(Client(), "anna", PASSWORD) == "in"


def test_stranger_who_guesses_does_not_keep_the_owner_out(colleagues, time_passes):
    guess("anna", 40, ELSEWHERE)
    assert sign_in(Client(), "anna", PASSWORD, OFFICE) == "in"


def test_attacker_at_the_same_office_does_not_keep_a_colleague_out(colleagues, time_passes):
    own = Client()
    assert sign_in(own, "anna", PASSWORD) == "in"
    guess("anna", 40)
    for number in range(40):
        guess(f"somebody-{number}", 1)
    assert sign_in(own, "anna", PASSWORD) == "in"
    assert sign_in(Client(), "anna", PASSWORD) == "wait"
    assert (
        sign_in(own, "bram", PASSWORD) == "wait"
    )  # where he never signed in, the browser of a colleague is no key


def test_network_that_tries_many_names_is_slowed_down(colleagues, time_passes):
    found = [guess(f"somebody-{number}", 1)[0] for number in range(35)]
    assert found == ["wrong"] * 30 + ["wait"] * 5
    assert sign_in(Client(), "bram", PASSWORD, ELSEWHERE) == "in"


def test_own_browser_has_its_own_end_as_well(colleagues, time_passes):
    own = Client()
    sign_in(own, "anna", PASSWORD)
    assert guess("anna", 12, client=own) == ["wrong"] * 10 + ["wait"] * 2
    with clock.fixed(NOW + timedelta(minutes=20)):
        assert sign_in(own, "anna", PASSWORD) == "in"


def test_browser_remembers_several_people_and_not_in_words(colleagues, time_passes):
    shared = Client()
    for name in ("anna", "bram", "anna"):
        assert sign_in(shared, name, PASSWORD) == "in"
    kept = shared.cookies[known_browsers.cookie_name()]
    assert kept["httponly"] and kept["samesite"] == "Strict"
    assert "anna" not in kept.value
    request = RequestFactory().get("/")
    request.COOKIES = {known_browsers.cookie_name(): kept.value}
    assert known_browsers.browser_of(request, "anna") == known_browsers.browser_of(request, "Bram ") != ""
    assert known_browsers.browser_of(request, "carla") == ""


def test_browser_cannot_say_by_itself_that_it_is_known():
    for made in ("", "x", "a:b:c", signing.dumps(["name", []], salt="another")):
        request = RequestFactory().get("/")
        request.COOKIES = {known_browsers.cookie_name(): made}
        assert known_browsers.browser_of(request, "anna") == "", made


def test_mark_of_a_browser_stays_on_this_host_in_production(settings):
    settings.SESSION_COOKIE_SECURE = True
    assert known_browsers.cookie_name() == "__Host-known"


def test_next_hour_knows_nothing_of_this_one(colleagues, time_passes):
    guess("anna", 8)
    before = set(SignInCounter.objects.values_list("tag", flat=True))
    with clock.fixed(NOW + timedelta(minutes=56)):
        assert guess("anna", 1) == ["wrong"]
    assert len(set(SignInCounter.objects.values_list("tag", flat=True)) - before) == 2
    with clock.fixed(NOW + timedelta(hours=3)):
        guess("bram", 1)
    assert not before & set(SignInCounter.objects.values_list("tag", flat=True))


def test_counters_hold_neither_names_nor_addresses(colleagues, time_passes):
    guess("anna", 3)
    for one in SignInCounter.objects.values_list("tag", flat=True):
        assert len(one) == 64
        assert int(one, 16) >= 0


def test_every_wrong_password_leaves_a_line_without_what_was_typed(colleagues, time_passes):
    guess("anna", 1)
    guess("a-password-typed-as-name", 1)
    lines = AuditEntry.objects.filter(act="sign_in.failed").order_by("id")
    assert [line.object_ids for line in lines] == [[str(colleagues["anna"].pk)], []]
    assert {line.outcome for line in lines} == {"refused"}
    assert "typed-as-name" not in str([vars(line) for line in lines])


def test_proxy_is_believed_only_when_there_is_one(colleagues, time_passes, settings):
    for number in range(6):
        sign_in(
            Client(), "anna", "wrong", OFFICE, **{"x-forwarded-for": f"203.0.113.{number}, 10.{number}.0.1"}
        )
    assert sign_in(Client(), "anna", PASSWORD, OFFICE) == "wait"


def test_limits_of_the_package_that_lock_people_out_are_off():
    assert settings.ACCOUNT_RATE_LIMITS["login"] is None


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_network_is_what_an_office_shares(address, network):
    assert attempts.network_of(address) == network


def test_waiting_is_told_in_words_that_fit():
    with override("nl"):
        assert "1 seconde " in attempts.told(timedelta(seconds=0.5))
        assert "9 seconden " in attempts.told(timedelta(seconds=8))
        assert "3 minuten " in attempts.told(timedelta(seconds=125))
    with override("en"):
        assert "not locked" in attempts.told(timedelta(minutes=15))


@given(st.integers(0, 10_000))
def test_wait_grows_and_has_an_end(failures):
    for one in attempts.ALLOWANCES.values():
        assert one.wait_after(failures) <= one.wait_after(failures + 1) <= timedelta(minutes=15)
        assert (one.wait_after(failures) == timedelta(0)) == (failures < one.free)
