"""Where people are signed in now. The sessions are those of Django; the key of a session is never given out."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from vangnet.access.actors import Actor
from vangnet.access.models import Account, Membership, Organisation
from vangnet.access.proof import VOUCHED_AT
from vangnet.access.roles import Permission
from vangnet.access.wall.store import stored
from vangnet.core import clock

METHODS = "account_authentication_methods"  # what the sign-in package writes down about how somebody came in


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where somebody is signed in: a mark to end it by, since when, until when at the latest, and how.

    The name under which the store keeps it stays inside.
    """

    mark: str
    account_id: UUID
    began: datetime | None
    until: datetime
    way: str
    kept_as: str


def sessions_of(actor: Actor, account: Account) -> list[OpenSession]:
    """Where somebody is signed in, for themselves and for those who look after accounts; the newest first."""
    own = actor.account is not None and actor.account.pk == account.pk
    if not own and not actor.may(Permission.MANAGE_ACCOUNTS):
        return []
    return _newest_first(one for one in _open() if one.account_id == account.pk)


def sessions_in(actor: Actor, organisation: Organisation) -> list[OpenSession]:
    """Where the people of an organisation are signed in, for those who look after accounts."""
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        return []
    current = Membership.objects.filter(organisation=organisation).current(clock.now())
    people = set(current.values_list("account_id", flat=True))
    return _newest_first(one for one in _open() if one.account_id in people)


def mark_of(session_key: str | None) -> str:
    """What stands for the session of a browser in a page; the key cannot be found from it."""
    return _mark(stored(session_key))


def _mark(kept_as: str | None) -> str:
    return hashlib.sha256(f"session {kept_as}".encode()).hexdigest()[:20]


def _open() -> Iterator[OpenSession]:
    for session in Session.objects.filter(expire_date__gt=clock.now()).iterator():
        told = session.get_decoded()
        if SESSION_KEY not in told:
            continue
        methods = told.get(METHODS) or []
        began = methods[0].get("at") if methods else told.get(VOUCHED_AT)
        yield OpenSession(
            mark=_mark(session.session_key),
            account_id=UUID(told[SESSION_KEY]),
            began=datetime.fromtimestamp(began, UTC) if began else None,
            until=session.expire_date,
            kept_as=session.session_key,
            way="organisation" if VOUCHED_AT in told else "password" if methods else "",
        )


def _newest_first(found: Iterator[OpenSession]) -> list[OpenSession]:
    return sorted(found, key=lambda one: one.until, reverse=True)
