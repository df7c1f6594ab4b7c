"""What can be done with signals. Every write goes through here."""

from vangnet.signals.services.answering import give_feedback
from vangnet.signals.services.deciding import (
    close,
    decide_investigation,
    mark_registered,
    pass_to_investigation,
    reopen,
)
from vangnet.signals.services.owning import accept, offer, refuse, set_handler, take, withdraw
from vangnet.signals.services.parking import park, resume
from vangnet.signals.services.receiving import receive
from vangnet.signals.services.triage import ask, hear, note, view

__all__ = [
    "accept",
    "ask",
    "close",
    "decide_investigation",
    "give_feedback",
    "hear",
    "mark_registered",
    "note",
    "offer",
    "park",
    "pass_to_investigation",
    "receive",
    "refuse",
    "reopen",
    "resume",
    "set_handler",
    "take",
    "view",
    "withdraw",
]
