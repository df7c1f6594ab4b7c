"""What judging finds: duties, rights and periods, with their status at the reference moment."""

from __future__ import annotations

from datetime import date

from vangnet.protocol.engine.model import Duty, Event, Period, Right
from vangnet.protocol.engine.proofs import Proof, prove
from vangnet.protocol.engine.standing import (
    DENIED,
    EXPIRED,
    IN_DOUBT,
    LAPSED,
    SETTLED,
    UNDETERMINED,
    Instance,
    still_unknown,
)

ENDED_RIGHT = {SETTLED: "used", LAPSED: "expired", EXPIRED: "expired", DENIED: "lapsed"}
ENDED_PERIOD = {SETTLED: "ended_early", LAPSED: "ended_early", EXPIRED: "ended", DENIED: "lapsed"}


class ShownInstance(Instance):
    """An instance with everything that results show of it."""

    __slots__ = ()

    @property
    def agreement(self) -> str:
        """The agreement that says it."""
        return self.rule.track.agreement

    @property
    def version(self) -> date:
        """The version of the agreement that governs it."""
        return self.rule.agreement.valid_from

    @property
    def name(self) -> str:
        """The name of the clause."""
        return self.rule.track.name

    @property
    def code(self) -> str:
        """The agreement and the name of the clause."""
        return self.rule.track.code

    @property
    def ground(self) -> str:
        """The legal ground."""
        return str(self.rule.clause.ground)

    @property
    def trigger_at(self) -> float:
        """The moment of the trigger that counts."""
        return self.trigger.occurred

    @property
    def settled_at(self) -> float | None:
        """The moment at which an event closed it."""
        return self.settled_by.occurred if self.settled_by else None

    @property
    def in_doubt(self) -> bool:
        """Whether it rests on facts that are unknown."""
        return self.doubt in (IN_DOUBT, UNDETERMINED)

    @property
    def facts_to_ask(self) -> list[str]:
        """The unknown facts that would take the doubt away."""
        facts = self.run.facts_at(self.run.at)
        found: dict[str, None] = {}
        if self.in_doubt and self.rule.guard is not None:
            found |= dict.fromkeys(self.rule.guard.asks(facts))
        for asking in self.special.asking if self.special else ():
            found |= dict.fromkeys(still_unknown(asking, facts))
        return sorted(found)

    def proof(self) -> Proof:
        """Say how it came about: trigger, facts, clause, version, ground and the calendar steps to its end."""
        return prove(self)


class DutyInstance(ShownInstance):
    """A duty of somebody, opened by one event."""

    __slots__ = ()

    @property
    def duty(self) -> str:
        """The name of the duty."""
        return self.name

    @property
    def clause(self) -> Duty:
        """What the agreement says."""
        clause: Duty = self.rule.clause
        return clause

    @property
    def holder(self) -> tuple[str, ...]:
        """Who must do it: the party that triggered it when it is one of those named, otherwise all of them."""
        by = self.clause.by
        return (self.trigger.by,) if self.trigger.by in by else by

    @property
    def toward(self) -> tuple[str, ...]:
        """Toward whom."""
        return self.clause.toward

    @property
    def fulfilled_by(self) -> Event | None:
        """The event that fulfilled it."""
        return self.settled_by if self.outcome == SETTLED else None

    @property
    def fulfilled_at(self) -> float | None:
        """The moment at which it was fulfilled."""
        return self.settled_at if self.outcome == SETTLED else None

    @property
    def lapsed_by(self) -> Event | None:
        """The event that made it lapse."""
        return self.settled_by if self.outcome in (LAPSED, DENIED) else None

    @property
    def remaining(self) -> float | None:
        """The seconds until its due moment; negative when that has passed."""
        return None if self.due is None else self.due - self.run.at

    @property
    def status(self) -> str:
        """in_time, late, open, overdue, lapsed or undetermined."""
        if self.outcome == SETTLED:
            return self._fulfilled
        if self.outcome in (LAPSED, DENIED):
            return "lapsed"
        if self.special is not None and self.special.doubt == UNDETERMINED:
            return "undetermined"
        return "overdue" if self.due is not None and self.run.at > self.due else "open"

    @property
    def _fulfilled(self) -> str:
        late = self.due is not None and self.settled_by is not None and self.settled_by.occurred > self.due
        return "late" if late else "in_time"


class RightInstance(ShownInstance):
    """A right of somebody, opened by one event."""

    __slots__ = ()

    @property
    def clause(self) -> Right:
        """What the agreement says."""
        clause: Right = self.rule.clause
        return clause

    @property
    def status(self) -> str:
        """available, used, expired, undetermined, or lapsed when the guard turned out false."""
        if self.outcome in ENDED_RIGHT:
            return ENDED_RIGHT[self.outcome]
        if self.doubt == UNDETERMINED:
            return "undetermined"
        return "expired" if self.due is not None and self.run.at > self.due else "available"


class PeriodInstance(ShownInstance):
    """A period of somebody, opened by one event."""

    __slots__ = ()

    @property
    def clause(self) -> Period:
        """What the agreement says."""
        clause: Period = self.rule.clause
        return clause

    @property
    def status(self) -> str:
        """running, ended, ended_early, undetermined, or lapsed when the guard turned out false."""
        if self.outcome is not None:
            return ENDED_PERIOD[self.outcome]
        return "undetermined" if self.doubt == UNDETERMINED else "running"

    @property
    def ended_at(self) -> float | None:
        """The moment at which it ended, by itself or early."""
        return self.due if self.outcome == EXPIRED else self.settled_at


class BanInstance(ShownInstance):
    """A stretch between two steps in which something is forbidden."""

    __slots__ = ()


INSTANCES = {
    "duty": DutyInstance,
    "right": RightInstance,
    "period": PeriodInstance,
    "prohibition": BanInstance,
}


def as_written(parties: tuple[str, ...]) -> str | list[str]:
    """Give parties as a file would name them: one by its code, several as a list."""
    return parties[0] if len(parties) == 1 else list(parties)
