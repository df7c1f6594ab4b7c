"""A slow second evaluator, written from the specification and not from the engine: everything is found by scanning.

It works on the agreements as they were read, asks guards through their tree, and recomputes the whole history for every derived event.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vangnet.protocol.engine.calendar import LegalCalendar, to_moment
from vangnet.protocol.engine.guards import truth
from vangnet.protocol.engine.model import Agreement, Clause, Corpus, Duty, Event, Limit, Period
from vangnet.protocol.engine.moments import local

CALENDAR = LegalCalendar()


@dataclass
class Found:
    """One duty or period as the slow evaluator sees it."""

    clause: Any
    trigger: Event
    start: float
    counted_from: float
    due: float | None = None
    doubt: str = ""
    ended: str = ""
    ended_at: float | None = None
    defaulted: bool = False
    changes: list[Any] = field(default_factory=list)
    changed_at: float = 0.0


def slow_judge(corpus: Corpus, recorded: list[Event], at: float) -> dict[str, list[Any]]:
    """Judge the events of one subject; everything is computed anew for each derived event."""
    derived: list[Event] = []
    while True:
        timeline = _ordered([event for event in recorded if event.occurred <= at], derived)
        history = _History(corpus, timeline, at, {event.id for event in derived})
        found = history.run()
        waiting = sorted((moment, len(name), name, step) for moment, name, step in history.consequences)
        done = {(event.occurred, event.id) for event in derived}
        new = [entry for entry in waiting if (entry[0], entry[2]) not in done]
        if not new:
            return found
        moment, _, name, step = new[0]
        derived.append(Event(name, step, moment, moment))


def _ordered(recorded: list[Event], derived: list[Event]) -> list[Event]:
    marked = [(event.occurred, 0, len(event.id), event.id, event) for event in recorded]
    marked += [(event.occurred, 1, len(event.id), event.id, event) for event in derived]
    return [entry[-1] for entry in sorted(marked, key=lambda entry: entry[:4])]


class _History:
    def __init__(self, corpus: Corpus, timeline: list[Event], at: float, derived: set[str]) -> None:
        self.corpus = corpus
        self.timeline = timeline
        self.at = at
        self.derived = derived
        self.consequences: list[tuple[float, str, str]] = []
        self.breaches: dict[tuple[str, str], bool] = {}

    def run(self) -> dict[str, list[Any]]:
        duties, periods = [], {}
        for name in sorted({agreement.name for agreement in self.corpus.agreements}):
            for clause in self._names(name, "periods"):
                periods[name, clause] = self._family(name, clause, "periods")
            for clause in self._names(name, "duties"):
                duties += self._family(name, clause, "duties")
        return {
            "duties": sorted(self._duty(found) for found in duties),
            "periods": sorted(self._period(found) for family in periods.values() for found in family),
            "deviations": sorted(self._deviations()),
            "breaches": sorted((*key, certain) for key, certain in self.breaches.items()),
        }

    def _names(self, agreement: str, section: str) -> list[str]:
        return sorted({name for version in self._versions(agreement) for name in getattr(version, section)})

    def _versions(self, agreement: str) -> list[Agreement]:
        return sorted(
            (version for version in self.corpus.agreements if version.name == agreement),
            key=lambda version: version.valid_from,
        )

    def _version_at(self, agreement: str, clause: str, moment: float) -> Agreement | None:
        day = local(moment).date()
        versions = self._versions(agreement)
        for version in reversed(versions):
            back = version.retroactive_from
            if (
                back is not None
                and clause in version.retroactive_clauses
                and back <= day < version.valid_from
            ):
                return version
            if version.valid_from <= day:
                ended = version.valid_until is not None and day > version.valid_until
                return None if ended else version
        return None

    def _facts(self, moment: float, position: int) -> dict[str, Any]:
        """All facts recorded as of this moment, and of derived events those up to this place in the order."""
        facts: dict[str, Any] = {}
        for index, event in enumerate(self.timeline):
            if event.occurred <= moment and (event.id not in self.derived or index <= position):
                step = self.corpus.steps.get(event.step)
                facts.update({**(step.sets if step else {}), **event.facts})
        return {code: None if value == "unknown" else value for code, value in facts.items()}

    def _family(self, agreement: str, name: str, section: str) -> list[Found]:
        found: list[Found] = []
        for position, event in enumerate(self.timeline):
            self._close_ended(found, event)
            if section == "periods":
                self._note_breaches(found, agreement, name, event)
            for each in self._live(found):
                self._settle(each, event)
            step = self.corpus.steps.get(event.step)
            if event.facts or (step and step.sets):
                for each in self._live(found):
                    self._lift(each, event, position)
            self._open(found, agreement, name, section, event, position)
        last = Event("end", "", self.at, self.at)
        self._close_ended(found, last, finally_=True)
        for each in found:
            self._note_consequence(each)
        return found

    def _live(self, found: list[Found]) -> list[Found]:
        return [each for each in found if not each.ended]

    def _close_ended(self, found: list[Found], event: Event, finally_: bool = False) -> None:
        for each in self._live(found):
            # Asking for the due moment lets a later version end what it no longer knows.
            self._due(each, event.occurred)
        for each in self._live(found):
            if isinstance(each.clause, Period) and each.doubt != "undetermined":
                end = self._due(each, event.occurred)
                if end is None or self._paused_at(each, end, event.occurred):
                    continue
                end = max(end, each.counted_from, each.changed_at)
                if end < event.occurred or (end == event.occurred and (finally_ or event.id in self.derived)):
                    each.ended, each.ended_at = "ended", end

    def _settle(self, each: Found, event: Event) -> None:
        duty = isinstance(each.clause, Duty)
        fulfils = each.clause.do if duty else each.clause.ends_early_on
        lapses = each.clause.lapses_on if duty else ()
        if event.step in fulfils:
            each.ended, each.ended_at = "settled", event.occurred
        elif event.step in lapses:
            each.ended, each.ended_at = "lapsed", event.occurred

    def _lift(self, each: Found, event: Event, position: int) -> None:
        if each.doubt not in ("in_doubt", "undetermined"):
            return
        holds = truth(each.clause.when.tree, self._facts(event.occurred, position))
        if holds is False:
            if each.doubt == "undetermined":
                each.changes = []
            each.ended, each.ended_at, each.doubt = "lapsed", event.occurred, ""
        elif holds:
            if each.doubt == "undetermined":
                each.counted_from = event.occurred
                each.due = self._end(each.clause, event.occurred, self._facts(event.occurred, position))
            each.doubt = ""

    def _open(
        self, found: list[Found], agreement: str, name: str, section: str, event: Event, position: int
    ) -> None:
        version = self._version_at(agreement, name, event.occurred)
        clause = getattr(version, section).get(name) if version else None
        if clause is None or event.step not in (clause.on if isinstance(clause, Duty) else clause.start):
            return
        live = self._live(found)
        if live and clause.repeat == "first":
            return
        facts = self._facts(event.occurred, position)
        holds = truth(clause.when.tree, facts) if clause.when else True
        if holds is False or (holds is None and clause.in_doubt == "does_not_apply"):
            return
        undetermined = holds is None and clause.in_doubt == "ask"
        if (
            clause.repeat == "restart"
            and live
            and (undetermined or self._restart(live, clause, event, facts))
        ):
            return
        new = Found(clause, event, event.occurred, event.occurred)
        new.doubt = "undetermined" if undetermined else "in_doubt" if holds is None else ""
        if not undetermined:
            new.due = self._end(clause, event.occurred, facts)
        new.changes = self._changes(agreement, name, section, version)
        found.append(new)

    def _restart(self, live: list[Found], clause: Any, event: Event, facts: dict[str, Any]) -> bool:
        for each in live:
            due = self._due(each, event.occurred)
            if each.doubt == "undetermined":
                return True
            if due is None or event.occurred <= due:
                each.clause, each.trigger = clause, event
                each.start = each.counted_from = event.occurred
                holds = truth(clause.when.tree, facts) if clause.when else True
                each.doubt = "in_doubt" if holds is None else ""
                each.due = self._end(clause, event.occurred, facts)
                return True
        return False

    def _end(self, clause: Any, start: float, facts: dict[str, Any]) -> float | None:
        limits = clause.within if isinstance(clause, Duty) else clause.lasts
        ends: list[float | None] = []
        for limit in limits:
            holds = truth(limit.when.tree, facts) if limit.when else True
            if holds is not False:
                ends.append(self._limit_end(limit, start, facts))
            if holds:
                break
        known = [end for end in ends if end is not None]
        if isinstance(clause, Duty):
            return min(known, default=None)
        return None if len(known) < len(ends) or not known else max(start, *known)

    def _limit_end(self, limit: Limit, start: float, facts: dict[str, Any]) -> float | None:
        term = limit.term or limit.target
        if term is not None:
            deadline = CALENDAR.add(local(start), term, statutory=limit.statutory, day_end=limit.day_end)
            return deadline.moment.timestamp()
        value = facts.get(limit.until or "")
        return None if value is None else to_moment(value).timestamp()

    def _changes(self, agreement: str, name: str, section: str, own: Agreement | None) -> list[Any]:
        changes = []
        for version in self._versions(agreement):
            if own is not None and version.valid_from > own.valid_from:
                moment = to_moment(version.valid_from).timestamp()
                changes.append((moment, version, getattr(version, section).get(name)))
        return changes

    def _due(self, each: Found, now: float) -> float | None:
        """The due moment as things stand at a moment: pauses counted, later versions applied."""
        due, limits = each.due, _limits(each.clause)
        each.changed_at = 0.0
        for moment, version, clause in each.changes:
            if moment > now or (each.ended_at is not None and each.ended_at < moment):
                break
            if due is not None and due < moment:
                break
            transition = clause.transition if clause is not None else version.transition
            if clause is None and transition == "immediate":
                each.ended, each.ended_at = "lapsed" if isinstance(each.clause, Duty) else "settled", moment
                break
            if clause is None or transition == "respecting" or _limits(clause) == limits:
                continue
            if each.doubt == "undetermined":
                continue
            limits, each.changed_at = _limits(clause), moment
            due = self._changed(each, clause, transition, due, to_moment(version.published).timestamp())
        return self._with_pauses(each, due, now)

    def _changed(
        self, each: Found, clause: Clause, transition: str, due: float | None, published: float
    ) -> float | None:
        new = self._end(clause, each.counted_from, self._facts(each.counted_from, len(self.timeline)))
        if transition == "immediate":
            return None if new is None else max(new, published)
        both = [moment for moment in (due, new) if moment is not None]
        if isinstance(clause, Duty):
            return min(both, default=None)
        return max(both) if len(both) == 2 else None

    def _pauses(self, each: Found, now: float) -> tuple[list[tuple[float, float]], bool]:
        """The stretches in which a pause of this clause runs, joined, up to a moment; and whether one still runs then."""
        last = now if each.ended_at is None else min(now, each.ended_at)
        marks: set[tuple[str, str]] = set()
        stretches: list[tuple[float, float]] = []
        since: float | None = None
        for event in (event for event in self.timeline if event.occurred <= last):
            marks -= {(pause.start, pause.end) for pause in each.clause.pauses if event.step == pause.end}
            marks |= {(pause.start, pause.end) for pause in each.clause.pauses if event.step == pause.start}
            if marks and since is None:
                since = event.occurred
            if not marks and since is not None:
                stretches.append((since, event.occurred))
                since = None
        if since is not None:
            stretches.append((since, last))
        clipped = [
            (max(start, each.counted_from), end) for start, end in stretches if end >= each.counted_from
        ]
        return clipped, since is not None

    def _with_pauses(self, each: Found, due: float | None, now: float) -> float | None:
        for start, end in self._pauses(each, now)[0]:
            if due is not None and start <= due:
                due += end - start
        return due

    def _paused_at(self, each: Found, end: float, now: float) -> bool:
        """Whether the clock still stands still at a moment, so that no end can have come."""
        stretches, still = self._pauses(each, now)
        return still and stretches[-1][0] <= end and end >= now

    def _note_consequence(self, each: Found) -> None:
        step = each.clause.on_default if isinstance(each.clause, Duty) else each.clause.then
        if step is None or each.doubt == "undetermined":
            return
        if isinstance(each.clause, Period):
            moment = each.ended_at if each.ended == "ended" else None
        else:
            due = self._due(each, self.at)
            moment = None if due is None else max(due, each.counted_from, each.changed_at)
            if each.ended_at is not None and moment is not None and each.ended_at <= moment:
                moment = None
        if moment is not None and moment <= self.at and not self._open_pause(each, moment):
            name = f"{each.clause.agreement}.{each.clause.name}@{local(moment).isoformat()}"
            self.consequences.append((moment, name, step))

    def _open_pause(self, each: Found, moment: float) -> bool:
        return any(start <= moment < end for start, end in self._pauses(each, self.at)[0])

    def _duty(self, each: Found) -> tuple[Any, ...]:
        due = self._due(each, self.at)
        if each.ended == "settled":
            status = (
                "late" if due is not None and each.ended_at is not None and each.ended_at > due else "in_time"
            )
        elif each.ended:
            status = each.ended
        elif each.doubt == "undetermined":
            status = "undetermined"
        else:
            status = "overdue" if due is not None and self.at > due else "open"
        name = f"{each.clause.agreement}.{each.clause.name}"
        return (
            name,
            str(each.clause.version),
            each.trigger.id,
            status,
            -1.0 if due is None else due,
            bool(each.doubt),
        )

    def _period(self, each: Found) -> tuple[Any, ...]:
        name = f"{each.clause.agreement}.{each.clause.name}"
        status = {"settled": "ended_early", "": "undetermined" if each.doubt == "undetermined" else "running"}
        return (
            name,
            str(each.clause.version),
            each.trigger.id,
            status.get(each.ended, each.ended),
            bool(each.doubt),
        )

    def _deviations(self) -> list[tuple[str, str, bool]]:
        found = []
        for position, event in enumerate(self.timeline):
            earlier = {before.step for before in self.timeline[:position]}
            for agreement in self.corpus.agreements:
                for rule in agreement.requires if event.id not in self.derived else ():
                    if (
                        rule.step != event.step
                        or self._version_at(agreement.name, rule.name, event.occurred) != agreement
                    ):
                        continue
                    met = set(rule.after) <= earlier and not earlier & set(rule.before)
                    met = met and (not rule.after_any or bool(earlier & set(rule.after_any)))
                    holds = (
                        truth(rule.when.tree, self._facts(event.occurred, position)) if rule.when else True
                    )
                    if not met and holds is not False:
                        found.append((f"{agreement.name}.{rule.name}", event.id, holds is True))
        return found

    def _note_breaches(self, found: list[Found], agreement: str, period: str, event: Event) -> None:
        for each in self._live(found):
            version = self._version_at(agreement, "", each.start)
            bans = version.prohibitions.values() if version and each.doubt != "undetermined" else ()
            for ban in (ban for ban in bans if period in ban.during and event.step in ban.forbidden):
                if event.id not in self.derived and (not ban.by or event.by in ban.by):
                    key = f"{agreement}.{ban.name}", event.id
                    self.breaches[key] = self.breaches.get(key, False) or not each.doubt


def _limits(clause: Any) -> Any:
    return clause.within if isinstance(clause, Duty) else clause.lasts
