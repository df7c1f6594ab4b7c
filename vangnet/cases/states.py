"""The states of an involvement, a hand-over, a consent and a request, and which may follow which."""

from enum import StrEnum


class InvolvementState(StrEnum):
    """How an organisation stands toward a dossier."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class HandoverState(StrEnum):
    """How an offer to take over a track stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


INVOLVEMENT_STARTS = frozenset({InvolvementState.OFFERED, InvolvementState.ACCEPTED})
INVOLVEMENT_NEXT: dict[InvolvementState, frozenset[InvolvementState]] = {
    InvolvementState.OFFERED: frozenset(
        {InvolvementState.ACCEPTED, InvolvementState.DECLINED, InvolvementState.WITHDRAWN}
    ),
    InvolvementState.ACCEPTED: frozenset({InvolvementState.ENDED}),
    InvolvementState.DECLINED: frozenset({InvolvementState.OFFERED}),
    InvolvementState.WITHDRAWN: frozenset({InvolvementState.OFFERED}),
    InvolvementState.ENDED: frozenset({InvolvementState.OFFERED}),
}
INVOLVEMENT_OWNER: dict[InvolvementState, str] = {
    InvolvementState.OFFERED: "receiver",
    InvolvementState.ACCEPTED: "receiver",
    InvolvementState.DECLINED: "provider",
    InvolvementState.WITHDRAWN: "provider",
    InvolvementState.ENDED: "provider",
}

HANDOVER_STARTS = frozenset({HandoverState.OFFERED})
HANDOVER_NEXT: dict[HandoverState, frozenset[HandoverState]] = {
    HandoverState.OFFERED: frozenset(
        {HandoverState.ACCEPTED, HandoverState.DECLINED, HandoverState.WITHDRAWN}
    ),
    HandoverState.ACCEPTED: frozenset(),
    HandoverState.DECLINED: frozenset(),
    HandoverState.WITHDRAWN: frozenset(),
}
# Until somebody accepts, whoever offered a track still owns it: nothing falls between two organisations.
HANDOVER_OWNER: dict[HandoverState, str] = {
    HandoverState.OFFERED: "giver",
    HandoverState.ACCEPTED: "receiver",
    HandoverState.DECLINED: "giver",
    HandoverState.WITHDRAWN: "giver",
}


class ConsentState(StrEnum):
    """What somebody answered when asked whether data may be shared."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RequestState(StrEnum):
    """Where a request stands that must be answered before something is shared."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
