"""What one event changed: which duties it settled, which it started, which clocks began or ended."""

from __future__ import annotations

from dataclasses import dataclass

from vangnet.cases.presenters import duties, words
from vangnet.cases.presenters.duties import Clock, Departure, DutyLine
from vangnet.cases.presenters.page import DossierPage
from vangnet.protocol.engine.instances import DutyInstance
from vangnet.protocol.models import LogEntry


@dataclass(frozen=True, slots=True)
class Changes:
    """The consequences of one event, as far as the agreements see them."""

    fulfilled: list[DutyLine]
    lapsed: list[DutyLine]
    started: list[DutyLine]
    begun: list[Clock]
    ended: list[Clock]
    tracks: list[str]
    departures: list[Departure]

    @property
    def is_nothing(self) -> bool:
        return not any(getattr(self, name) for name in self.__slots__)


def of(page: DossierPage, entry: LogEntry) -> Changes:
    """What an event changed, seen from the moment of the page."""
    judgement, name = page.view.judgement, entry.event_id
    made = {event.id for event in judgement.derived_events if event.occurred == entry.counts_from.timestamp()}
    causes = {name} | made
    own = [one for one in judgement.duties if one.trigger.id in causes]
    settled = [one for one in judgement.duties if one.settled_by and one.settled_by.id == name]
    reasons = {entry.sequence: entry.deviation_reason}
    return Changes(
        fulfilled=[_line(page, one) for one in settled if one.fulfilled_by],
        lapsed=[_line(page, one) for one in settled if one.lapsed_by],
        started=[_line(page, one) for one in own],
        begun=[duties.clock(one, page.view.sight) for one in judgement.periods if one.trigger.id in causes],
        ended=[
            duties.clock(one, page.view.sight)
            for one in judgement.periods
            if one.settled_by and one.settled_by.id == name
        ],
        tracks=[words.track_name(track.kind) for track in page.view.tracks if track.opened_by_id == entry.pk],
        departures=[one for one in duties.departures(judgement, reasons) if one.sequence == entry.sequence],
    )


def _line(page: DossierPage, duty: DutyInstance) -> DutyLine:
    return duties.duty_line(duty, page.actor, page.present, page.view.sight)
