"""Work sessions of people and guests, as far as the program knows them: the token, and what the database says about it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from vangnet.access.models import Account, Membership
from vangnet.access.wall import context, door
from vangnet.access.wall.door import PERSON, Stand

NONE, ENDED, LEFT, OPEN = "none", "ended", "left", "open"
GUEST = "guest"
_COLUMNS = "state, kind, account, membership, organisation, role, purpose, task"


@dataclass(frozen=True, slots=True)
class Found:
    """What the database says about a token: whether there is a work session, and whose it is."""

    state: str
    kind: str = ""
    account: UUID | None = None
    membership: UUID | None = None
    organisation: UUID | None = None
    role: str = ""
    purpose: str = ""
    task: str = ""

    @property
    def stand(self) -> Stand | None:
        """For whom the statements with this token are asked."""
        return Stand(self.kind, self.account, self.organisation, self.role) if self.state == OPEN else None


def enter(token: str) -> Found:
    """Look up the work session of a token, and keep it awake."""
    row: Any = context.ask(f"SELECT {_COLUMNS} FROM vangnet_enter(%s)", token)  # noqa: S608 - our own list of columns
    return Found(*row)


def open_for(token: str, *, account: Account, membership: Membership | None, purpose: str = "") -> bool:
    """Open a work session for somebody, or let it go on for another membership; False when it may no longer exist."""
    house = (str(membership.organisation_id), membership.role) if membership else ("", "")
    purpose = purpose or (str(membership.role_class.purpose) if membership else "")
    return _opened(
        token, PERSON, str(account.pk), str(membership.pk) if membership else "", *house, purpose, ""
    )


def open_for_guest(token: str, *, task: str, seconds: int) -> bool:
    """Open a work session for somebody without an account, for one task and not longer than so many seconds."""
    return _opened(token, GUEST, "", "", "", GUEST, "", task, seconds=seconds)


def end(token: str) -> None:
    """End the work session of a token; the next statement with it finds nothing."""
    context.ask("SELECT vangnet_end_session(%s)", token)


def end_all_of(account: Account) -> int:
    """End every work session of an account, for instance after a new password; gives how many."""
    message = f"end|{account.pk}|{int(time.time())}"
    ended: Any = context.ask(
        "SELECT vangnet_end_sessions(%s, %s)", message, door.sign(settings.DOOR_KEY, message)
    )
    return int(ended[0])


def of_me() -> list[dict[str, Any]]:
    """The open work sessions of whoever asks, oldest first, without their tokens."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vangnet_sessions_of_me()")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _opened(token: str, kind: str, *parts: str, seconds: int | None = None) -> bool:
    hashed = door.token_hash(token).hex()
    limits = (
        str(settings.SESSION_COOKIE_AGE if seconds is None else seconds),
        str(settings.WORK_SESSION_IDLE),
        str(int(time.time())),
    )
    message = "|".join(("open", kind, hashed, *parts, *limits))
    row = context.ask("SELECT vangnet_open_session(%s, %s)", message, door.sign(settings.DOOR_KEY, message))
    return bool(row[0])
