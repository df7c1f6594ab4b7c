"""Marks for reads that are not narrowed to what somebody may see."""

from collections.abc import Callable
from typing import TypeVar

Read = TypeVar("Read", bound=Callable[..., object])


def unscoped(reason: str) -> Callable[[Read], Read]:
    """Mark a read that has no actor, with the reason why that is right; the house rules look for the mark."""
    if not reason:
        raise ValueError("An unscoped read needs its reason.")

    def mark(read: Read) -> Read:
        read.__dict__["unscoped_because"] = reason
        return read

    return mark
