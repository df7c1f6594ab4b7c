"""What all workers remember together for a short while: codes that were used, and counts of the sign-in package.

A memory per worker would let a code that was used at one be used again at another. Values are kept as JSON: the cache that comes
with Django runs whatever lies in its table.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.utils.crypto import salted_hmac

from vangnet.access.models import Remembered
from vangnet.core import clock

# An app may be half a minute off in both directions, so its code is good for longer than the package remembers it.
LEAST = timedelta(minutes=2)


class SharedCache(BaseCache):
    """A cache in a table; each of its keys stands there as a code only."""

    def __init__(self, location: str, params: Mapping[str, Any]) -> None:
        super().__init__(dict(params))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Remember something unless it is remembered already; of two at once only one hears yes."""
        until = clock.now() + max(self._life(timeout), LEAST)
        return Remembered.put(
            self._tag(key, version), json.dumps(value), until=until, unless_after=clock.now()
        )

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """What is remembered, as long as it counts."""
        found = Remembered.of(self._tag(key, version), clock.now()).first()
        return default if found is None else json.loads(found.value)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Remember something, whatever was remembered before."""
        until = clock.now() + self._life(timeout)
        Remembered.put(self._tag(key, version), json.dumps(value), until=until)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Remember for longer what is remembered."""
        there = Remembered.of(self._tag(key, version), clock.now())
        return bool(there.update(expires_at=clock.now() + self._life(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget one thing."""
        return bool(Remembered.forget(tag=self._tag(key, version)))

    def clear(self) -> None:
        """Forget everything."""
        Remembered.forget()

    def _tag(self, key: str, version: int | None) -> str:
        made = self.make_and_validate_key(key, version=version)
        return salted_hmac("vangnet.shared_cache", made, algorithm="sha256").hexdigest()

    def _life(self, timeout: Any) -> timedelta:
        wanted = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        if wanted is None:
            raise ValueError("What workers share has an end: give a number of seconds.")
        return timedelta(seconds=wanted)


def forget_expired() -> int:
    """Remove what nobody remembers any more."""
    return Remembered.forget(expires_at__lte=clock.now())
