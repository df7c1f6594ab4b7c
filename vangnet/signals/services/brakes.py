"""Brakes on the public form: when too much arrives, everybody waits a moment; nobody is refused, followed or shut out.

A count for everybody together says how long to wait. Who has to wait gets a ticket for exactly what they wanted to do; with the
same ticket, later, it goes on whatever the count says then. So the owner of a code always comes in, and somebody who guesses
waits anew for each guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

from vangnet.access.actors import Actor
from vangnet.access.attempts import KEPT
from vangnet.access.models import SignInCounter
from vangnet.core import clock
from vangnet.signals import public_form

_HOUR = 3600
_GOOD_FOR = timedelta(minutes=30)
_SALT = "vangnet.signals.brakes"


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many seconds from now it goes on, with this ticket."""

    seconds: int
    ticket: str


def held_back(kind: str, *, about: str, ticket: str = "", by: Actor) -> Waiting | None:
    """How long somebody has to wait before something is done; nothing when it may go on."""
    now = clock.now()
    promised = _promised(kind, about, ticket)
    if promised is None or now > promised + _GOOD_FOR:
        wait = public_form.current().brakes[kind].wait_after(counted(kind, by=by))
        if wait <= timedelta(0):
            return None
        promised = now + wait
        ticket = signing.dumps([_mark(kind, about), promised.isoformat()], salt=_SALT)
    left = (promised - now).total_seconds()
    if left > 0:
        return Waiting(int(left) + 1, ticket)
    # A ticket counts once: whoever tries something else waits anew.
    used = not cache.add(_mark("used", ticket), True, _GOOD_FOR.total_seconds())
    return held_back(kind, about=about, by=by) if used else None


def count(kind: str, *, by: Actor) -> None:
    """One more in this hour."""
    now, tag = clock.now(), _tag(kind)
    SignInCounter.forget_before(now - KEPT)
    SignInCounter.objects.get_or_create(tag=tag, defaults={"last": now})
    SignInCounter.raise_one([tag], now)


def counted(kind: str, *, by: Actor) -> int:
    """How many there were in this hour."""
    found = SignInCounter.objects.filter(tag=_tag(kind)).values_list("failures", flat=True).first()
    return int(found or 0)


def _promised(kind: str, about: str, ticket: str) -> datetime | None:
    try:
        mark, promised = signing.loads(ticket, salt=_SALT)
        return datetime.fromisoformat(promised) if constant_time_compare(mark, _mark(kind, about)) else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _mark(kind: str, about: str) -> str:
    return salted_hmac(_SALT, f"{kind}|{about}", algorithm="sha256").hexdigest()[:32]


def _tag(kind: str) -> str:
    hour = int(clock.now().timestamp()) // _HOUR
    return salted_hmac(f"{_SALT}.{hour}", kind, algorithm="sha256").hexdigest()
