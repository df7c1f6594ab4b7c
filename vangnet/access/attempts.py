"""Limits on signing in: guessing becomes slow, and nobody can be kept out by somebody else.

Three counters, each for one hour: an account from a network, a network as a whole, and an account on a browser from which
its owner signed in before. Such a browser looks at its own counter only, so strangers who guess at an account, also from the
same office, do not slow down its owner. An attempt counts before the password is looked at, and is taken back when it was
right; an attempt that has to wait does not count, so waiting always ends.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from vangnet.access import audit
from vangnet.access.actors import system
from vangnet.access.models import SignInCounter
from vangnet.core import clock

KEPT = timedelta(hours=2)
_LONGEST = timedelta(minutes=15)
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many mistakes are free within an hour; after that each one doubles the wait."""

    free: int

    def wait_after(self, failures: int) -> timedelta:
        """How long to wait after the last of so many mistakes."""
        if failures < self.free:
            return timedelta(0)
        return min(timedelta(seconds=2 ** min(failures - self.free + 1, 20)), _LONGEST)


ALLOWANCES: Mapping[str, Allowance] = {
    "account from network": Allowance(5),
    "network": Allowance(30),
    "account on known browser": Allowance(10),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody tries to sign in: under which name, from where, and from a browser of its owner or not."""

    username: str
    address: str
    browser: str = ""

    def tags(self, moment: datetime) -> dict[str, str]:
        """The counters that this attempt looks at; their codes change each hour."""
        name, network = self.username.strip().casefold(), network_of(self.address)
        if self.browser:
            return {"account on known browser": _tag(moment, "browser", name, self.browser)}
        return {
            "account from network": _tag(moment, "pair", name, network),
            "network": _tag(moment, "network", network),
        }


def begin(attempt: Attempt) -> timedelta:
    """Count an attempt, or say how long to wait before the next one is looked at."""
    now = clock.now()
    tags = attempt.tags(now)
    with transaction.atomic():
        SignInCounter.forget_before(now - KEPT)
        held = SignInCounter.held(tags.values(), now)
        wait = max(
            held[tag].last + ALLOWANCES[kind].wait_after(held[tag].failures) - now
            for kind, tag in tags.items()
        )
        if wait > timedelta(0):
            return wait
        SignInCounter.raise_one(tags.values(), now)
    return timedelta(0)


def failed(accounts: Iterable[UUID]) -> None:
    """The password was wrong: a line in the trail, with the account when there is one and never with what was typed."""
    audit.record("sign_in.failed", by=system(), objects=accounts, outcome=audit.Outcome.REFUSED)


def succeeded(attempt: Attempt) -> None:
    """The password was right: the account starts afresh; of the network only this attempt is taken back."""
    tags = attempt.tags(clock.now())
    shared = [tags.pop("network")] if "network" in tags else []
    SignInCounter.take_back(one=shared, all_of=tags.values())


def network_of(address: str) -> str:
    """The part of an address that an office shares: 24 bits of an old one, 48 of a new one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False))


def told(wait: timedelta) -> str:
    """How long to wait, for the person who waits."""
    seconds = int(wait.total_seconds()) + 1
    if seconds <= _MINUTE:
        return ngettext(
            "Too many attempts from here. Wait %(count)d second and try again; your account is not locked.",
            "Too many attempts from here. Wait %(count)d seconds and try again; your account is not locked.",
            seconds,
        ) % {"count": seconds}
    minutes = -(-seconds // _MINUTE)
    return ngettext(
        "Too many attempts from here. Wait %(count)d minute and try again; your account is not locked.",
        "Too many attempts from here. Wait %(count)d minutes and try again; your account is not locked.",
        minutes,
    ) % {"count": minutes}


def _tag(moment: datetime, *parts: str) -> str:
    hour = int(moment.timestamp()) // _HOUR
    return salted_hmac(f"vangnet.attempts.{hour}", "|".join(parts), algorithm="sha256").hexdigest()
