"""Puts a case's events in order and reads the facts they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from vangnet.protocol.engine.model import Event

UNKNOWN = "unknown"
PLAIN = (int, bool, float)


def usable_events(events: Iterable[Event], known: float | None) -> list[Event]:
    """Keep the events that count at a knowledge moment: recorded by then, and neither retracted nor corrected by then."""
    recorded = [event for event in events if known is None or event.recorded <= known]
    gone = {event.retracts for event in recorded} | {event.corrects for event in recorded}
    return [event for event in recorded if event.id not in gone and event.retracts is None and event.step]


def event_order(event: Event) -> tuple[float, int, str]:
    """Sort by when it happened and, at the same moment, by id: shorter ids first, then alphabetically."""
    return event.occurred, len(event.id), event.id


def ordered(events: list[Event]) -> list[Event]:
    """Sort events; a list that is in order already is only walked through."""
    last = float("-inf")
    for event in events:
        if event.occurred <= last:
            return sorted(events, key=event_order)
        last = event.occurred
    return events


def by_subject(events: list[Event]) -> dict[str, list[Event]]:
    """Part the events by subject; events without subject are about the only subject there is."""
    subjects = {event.subject for event in events}
    if len(subjects) <= 1:
        return dict.fromkeys(subjects, events)
    named = sorted(subjects - {""})
    if len(named) == 1:
        return {named[0]: events}
    return {subject: [event for event in events if event.subject == subject] for subject in sorted(subjects)}


def fact_value(stated: Any) -> Any:
    """Give what a guard sees of a stated fact: the value, or nothing when it is unknown or disputed."""
    if stated.__class__ in PLAIN:
        return stated
    if isinstance(stated, Mapping):
        return None if stated.get("certainty") == "disputed" else fact_value(stated.get("value"))
    if isinstance(stated, datetime | date):
        return stated.isoformat()
    return None if stated == UNKNOWN else stated


def fact_values(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give what guards see of all facts of an event."""
    return {code: fact_value(stated) for code, stated in facts.items()}


def certainty(stated: Any) -> str:
    """Say how certain a stated fact is: claimed (unless it says otherwise), established or disputed."""
    return str(stated.get("certainty", "claimed")) if isinstance(stated, Mapping) else "claimed"
