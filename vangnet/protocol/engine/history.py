"""Chooses the events of a case that count and reads the facts they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vangnet.protocol.engine.model import Case, Event

UNKNOWN = "unknown"
PLAIN = frozenset((int, bool, float, type(None)))


def usable_events(case: Case, at: float, known: float | None) -> Sequence[Event]:
    """Keep the events that count: happened and recorded by then, neither retracted nor corrected by then; in order."""
    events: Sequence[Event] = case.events
    if known is not None or case.amended:
        recorded = [event for event in events if known is None or event.recorded <= known]
        gone = {event.retracts for event in recorded} | {event.corrects for event in recorded}
        events = [
            event for event in recorded if event.id not in gone and event.retracts is None and event.step
        ]
    if events and events[-1].occurred > at:
        events = [event for event in events if event.occurred <= at]
    return events


def by_subject(case: Case, events: Sequence[Event]) -> dict[str, Sequence[Event]]:
    """Part the events by subject; events without subject are about the only subject there is."""
    if len(case.subjects) == 1:
        return {case.subjects[0]: events} if events else {}
    parts: dict[str, list[Event]] = {}
    for event in events:
        parts.setdefault(event.subject, []).append(event)
    return {subject: parts[subject] for subject in sorted(parts)}


def fact_value(stated: Any) -> Any:
    """Give what a guard sees of a stated fact: the value, or nothing when it is unknown or disputed."""
    if stated.__class__ is str:
        return None if stated == UNKNOWN else stated
    if stated.__class__ in PLAIN:
        return stated
    if isinstance(stated, date):
        return stated.isoformat()
    if isinstance(stated, Mapping):
        return None if stated.get("certainty") == "disputed" else fact_value(stated.get("value"))
    return None if stated == UNKNOWN else stated


def certainty(stated: Any) -> str:
    """Say how certain a stated fact is: claimed (unless it says otherwise), established or disputed."""
    return str(stated.get("certainty", "claimed")) if isinstance(stated, Mapping) else "claimed"
