"""Where a signal stands, where an offer of it stands, and what became of an investigation."""

from enum import StrEnum


class SignalState(StrEnum):
    """Where a signal stands. Whoever owns it stands beside this: an open signal always has exactly one owner."""

    RECEIVED = "received"
    OWNED = "owned"
    ASKED = "asked"
    PARKED = "parked"
    INVESTIGATED = "investigated"
    REGISTERED = "registered"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something with a signal in this state."""
        return self in OPEN


class OfferState(StrEnum):
    """Where an offer of a signal to another organisation stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Investigation(StrEnum):
    """What became of a signal that was passed to investigation."""

    WAITS = "waits"
    STARTED = "started"
    PARKED = "parked"
    REFUSED = "refused"


FINAL = frozenset({SignalState.REGISTERED, SignalState.CLOSED})
OPEN = frozenset(SignalState) - FINAL
