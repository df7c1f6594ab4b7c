"""Sessions in the database under a hash of their key: whoever reads the table cannot use what they find as a cookie."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError


def stored(key: str | None) -> str | None:
    """How a key stands in the table; the wall hashes it otherwise, so that the one table says nothing about the other."""
    # The column takes forty characters: 160 bits.
    return hashlib.sha256(b"vangnet session store " + key.encode()).hexdigest()[:40] if key else None


class SessionStore(DatabaseStore):
    """Django's sessions in the database; only the name under which a session is kept differs."""

    def _get_session_from_db(self) -> Session | None:
        plain, self._session_key = self.session_key, stored(self.session_key)
        try:
            found: Session | None = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out
        finally:
            forgotten = self._session_key is None
            self._session_key = None if forgotten else plain
        return found

    def save(self, must_create: bool = False) -> None:
        try:
            super().save(must_create)
        except UpdateError as missing:
            # Django calls every fault a session that is gone; a database that is away must be called what it is.
            if isinstance(missing.__context__, (OperationalError, InterfaceError)):
                raise missing.__context__ from None
            raise

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(str(stored(session_key))))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        made = super().create_model_instance(data)
        made.pk = stored(str(made.pk))
        return made

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(stored(key))
