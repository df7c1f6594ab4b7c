"""What a sign-on must say about somebody before they come in. Pure: looks at the claims and gives a reason when they do not do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why somebody does not come in."""

    OTHER_ANSWER = "other_answer"
    NO_SUBJECT = "no_subject"
    NOT_STRONG = "not_strong"
    NO_MOMENT = "no_moment"
    TOO_LONG_AGO = "too_long_ago"


@dataclass(frozen=True, slots=True)
class Demand:
    """What was asked of the sign-on: the one-time word, which ways are strong, and how lately somebody must have proved it."""

    nonce: str
    strong_acr: frozenset[str]
    strong_amr: frozenset[str]
    at_most_ago: int


def fault_in(claims: Mapping[str, object], demand: Demand, *, now: float) -> Fault | None:
    """The first thing that is wrong with the claims; nothing when they will do."""
    if not demand.nonce or claims.get("nonce") != demand.nonce:
        return Fault.OTHER_ANSWER
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        return Fault.NO_SUBJECT
    if not _is_strong(claims, demand):
        return Fault.NOT_STRONG
    moment = claims.get("auth_time")
    if not isinstance(moment, int) or isinstance(moment, bool):
        return Fault.NO_MOMENT
    if now - moment > demand.at_most_ago or moment > now + 60:
        return Fault.TOO_LONG_AGO
    return None


def _is_strong(claims: Mapping[str, object], demand: Demand) -> bool:
    if claims.get("acr") in demand.strong_acr:
        return True
    ways = claims.get("amr")
    return isinstance(ways, Iterable) and not isinstance(ways, str) and bool(set(ways) & demand.strong_amr)
