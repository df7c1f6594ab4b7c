"""What happened with a signal, line by line, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from vangnet.design.rows import TimelineEntry
from vangnet.signals.models import Assessment, SignalEvent
from vangnet.signals.presenters import place, words

TITLES: Mapping[str, Callable[[], str]] = {
    "received": lambda: _("Signal received"),
    "take": lambda: _("Taken in hand"),
    "handler": lambda: _("Somebody else handles it"),
    "ask": lambda: _("Question to the reporter"),
    "answer": lambda: _("Answer of the reporter"),
    "add": lambda: _("The reporter added something"),
    "note": lambda: _("Note written"),
    "view": lambda: _("An organisation said what it makes of it"),
    "park": lambda: _("Parked"),
    "resume": lambda: _("Taken up again"),
    "offer": lambda: _("Offered to another organisation"),
    "accept": lambda: _("Taken over"),
    "refuse": lambda: _("Not taken over"),
    "withdraw": lambda: _("Offer taken back"),
    "pass_to_investigation": lambda: _("Passed to investigation"),
    "investigation_started": lambda: _("Investigation started"),
    "investigation_parked": lambda: _("Parked by investigation"),
    "investigation_refused": lambda: _("Not taken up by investigation"),
    "register": lambda: _("Registered as possible victim"),
    "close": lambda: _("Closed"),
    "reopen": lambda: _("Opened again"),
    "feedback": lambda: _("The reporter was told something"),
    "sightings": lambda: _("What was seen was altered"),
    "marks_added": lambda: _("Marks added"),
    "linked": lambda: _("Other signals turned out to share something"),
    "link_rejected": lambda: _("A link with another signal set aside"),
    "link_confirmed": lambda: _("A link with another signal confirmed"),
    "review_sooner": lambda: _("Looked at again sooner, because of another signal"),
    "reprioritised": lambda: _("Another place in the queue"),
    "reminded": lambda: _("Reminder about an offer without an answer"),
    "deputy": lambda: _("Deputy told about an offer without an answer"),
    "escalated": lambda: _("Offer without an answer escalated"),
}
# Whose reasons an act takes, so that the same code in two lists reads as it was meant.
REASONS = {
    "park": "park",
    "refuse": "refuse",
    "withdraw": "withdraw",
    "close": "close",
    "investigation_started": "investigation_started",
    "investigation_parked": "investigation_parked",
    "investigation_refused": "investigation_refused",
}
# What these say stands in what they are about.
SAID_BY: Mapping[str, Callable[[SignalEvent], str]] = {
    "sightings": place.altered_by,
    "reprioritised": place.moved_because,
}
FINDINGS = dict(Assessment.Finding.choices)


def entries(events: Iterable[SignalEvent]) -> list[TimelineEntry]:
    """The events of a signal, newest first."""
    return [_entry(one) for one in reversed(list(events))]


def _entry(one: SignalEvent) -> TimelineEntry:
    title = TITLES[one.code]() if one.code in TITLES else one.code.replace("_", " ")
    who = " · ".join(str(part) for part in (one.account, one.organisation) if part)
    return TimelineEntry(
        title=title,
        happened=one.happened_at,
        is_interpretation=one.code == "view",
        by=who or _("the system"),
        track=_owner(one),
        note=_note(one),
    )


def _owner(one: SignalEvent) -> str:
    if one.owner_before is None or one.owner_before_id == one.owner_after_id:
        return ""
    return _("owner: %(name)s") % {"name": one.owner_after.name}


def _note(one: SignalEvent) -> str:
    if one.code in SAID_BY:
        return SAID_BY[one.code](one)
    if one.code in ("received", "offer", "accept"):
        return words.route_reason(one.reason) if one.reason else ""
    if one.code == "view" and one.about.get("finding") in FINDINGS:
        return str(FINDINGS[one.about["finding"]])
    if one.code == "feedback" and one.about.get("level"):
        late = _("too late") if one.about.get("late") else ""
        return "; ".join(part for part in (words.level(str(one.about["level"])), late) if part)
    return words.reason(one.reason, REASONS.get(one.code, "")) if one.reason else ""
