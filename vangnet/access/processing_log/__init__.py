"""The log of data processing that Dutch government organisations share (Logboek Dataverwerkingen), made from the audit trail.

One line for each person whose data were processed, in the shape that the standard describes; users are never in it. A line and
the line of the audit trail that it comes from have the same trace and part, so that who may read both can join them.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from vangnet.access import activities
from vangnet.access.models import AuditEntry
from vangnet.core.clock import AMSTERDAM

SCHEMA = Path(__file__).parent / "line.schema.json"
STATUS = {"done": "Ok", "repeated": "Ok", "refused": "Error", "not_found": "Error"}
SERVICE = "vangnet"


def schema() -> dict[str, Any]:
    """The shape of a line, as JSON Schema."""
    read: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return read


def lines(entries: Iterable[AuditEntry], *, confidential: bool = False) -> Iterator[dict[str, Any]]:
    """Lines about persons: those of open activities, or those of confidential ones, which are kept apart."""
    for entry in entries:
        if entry.dossier_id is None:
            continue
        activity = activities.by_identifier(entry.activity) or activities.activity_of(
            entry.act, entry.purpose
        )
        if activity.is_confidential == confidential:
            yield _line(entry, entry.dossier_id, activity)


def subject(dossier: UUID, moment: datetime) -> tuple[str, str]:
    """What the person of a dossier is called in the lines of one year, and the kind of that name.

    Another year gives another name, so that nobody can follow somebody through the years by the lines alone.
    """
    year = moment.astimezone(AMSTERDAM).year
    key = hmac.new(settings.SECRET_KEY.encode(), f"data subject {year}".encode(), sha256).digest()
    return hmac.new(key, dossier.bytes, sha256).hexdigest()[:32], f"{SERVICE}-pseudonym-{year}"


def _line(entry: AuditEntry, dossier: UUID, activity: activities.Activity) -> dict[str, Any]:
    name, kind = subject(dossier, entry.moment)
    line = {
        "trace_id": entry.trace or _made("trace", entry, 32),
        "span_id": entry.span or _made("span", entry, 16),
        "status": STATUS[entry.outcome],
        "name": entry.act,
        "start_time": _time(entry.began or entry.moment),
        "end_time": _time(entry.moment),
        "resource": {"service.name": SERVICE},
        "attributes": {
            "dpl.core.processing_activity_id": f"urn:{SERVICE}:activity:{activity.identifier}",
            "dpl.core.data_subject_id": name,
            "dpl.core.data_subject_id_type": kind,
        },
    }
    return line | ({"parent_span_id": entry.parent} if entry.parent else {})


def _made(what: str, entry: AuditEntry, length: int) -> str:
    """For lines from before there were traces: a name that is the same every time."""
    return sha256(f"{what} {entry.pk}".encode()).hexdigest()[:length]


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
