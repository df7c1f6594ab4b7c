"""The answer of a rule: whether something may happen, and if not, why not."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed or not, with the reason in words for the person who asks and the source of the rule."""

    allowed: bool
    reason: str | Promise = ""
    source: str = ""


ALLOWED = Verdict(allowed=True)


def refused(reason: str | Promise, *, source: str = "") -> Verdict:
    """A refusal with its reason."""
    return Verdict(allowed=False, reason=reason, source=source)


class NotAllowed(Exception):
    """A rule says no. The verdict carries the reason that the page shows."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict.reason))
        self.verdict = verdict


def demand(verdict: Verdict) -> None:
    """Let pass what a rule allows; otherwise refuse with the reason of the rule."""
    if not verdict.allowed:
        raise NotAllowed(verdict)


class NotFound(Exception):
    """It does not exist, or this person may not know that it exists: the two look the same on purpose."""
