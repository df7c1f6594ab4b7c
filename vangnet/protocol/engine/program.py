"""Compiles a corpus: what each step sets in motion, over all versions, ready for judging many cases.

A *track* is one clause through all its versions (the duty `inform` of `reflection-period`); a *rule* is what one version says about
it. For every step the program knows which tracks it opens, settles, pauses or touches, so that an event whose step nothing
listens to costs one look-up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vangnet.protocol.engine.calendar import LegalCalendar, MomentError
from vangnet.protocol.engine.deadlines import Deadlines
from vangnet.protocol.engine.model import (
    Agreement,
    Clause,
    Corpus,
    Requirement,
)
from vangnet.protocol.engine.references import clauses_of, steps_of
from vangnet.protocol.engine.versions import FOREVER, Timetable, Validity, day_start, validities

DUTY, RIGHT, PERIOD, BAN, REQUIREMENT = "duty", "right", "period", "prohibition", "requirement"
EACH, RESTART = "each", "restart"


class Rule:
    """What one version says about a clause, ready to run."""

    __slots__ = (
        *("agreement", "calm", "clause", "deadlines", "due", "forbidden", "guard", "in_doubt", "kind"),
        *("keeps", "lapses", "needs", "on", "opening", "parties", "pauses", "periods", "quick"),
        *("regions", "repeat", "settles", "start", "tangled", "then", "track"),
    )

    def __init__(self, track: Track, clause: Clause, validity: Validity, calendar: LegalCalendar) -> None:
        self.track = track
        self.kind = track.kind
        self.clause: Any = clause
        self.agreement = validity.agreement
        self.start = validity.start
        self.needs: frozenset[str] = frozenset()
        self.tangled = False
        self.regions = frozenset(validity.agreement.regions)
        self.guard = clause.when
        # A prohibition is in force with its period; its guard is asked about the forbidden step, not about the start.
        self.opening = None if track.kind == BAN else clause.when
        self.in_doubt = clause.in_doubt
        self.on: frozenset[str] = frozenset()
        self.settles: frozenset[str] = frozenset()
        self.lapses: frozenset[str] = frozenset()
        self.forbidden: frozenset[str] = frozenset()
        self.parties: frozenset[str] = frozenset()
        self.pauses: tuple[tuple[str, str], ...] = ()
        self.periods: tuple[Track, ...] = ()
        self.repeat = "first"
        self.then: str | None = None
        self.deadlines: Deadlines | None = None
        FILL[track.kind](self, clause, calendar)
        self.due: Callable[[float], float] | None = self.deadlines.plain if self.deadlines else None
        self.calm = self._needs_no_clock()
        # Nothing needs a closer look when it opens, and nothing changes when it is triggered again.
        self.quick = self.calm and not self.regions
        self.keeps = self.repeat == "first" and self.kind != RIGHT

    def _needs_no_clock(self) -> bool:
        """Say whether its end is one addition, and nothing happens by itself at that moment."""
        if self.kind == PERIOD or self.pauses or self.then:
            return False
        return self.deadlines is None or self.due is not None

    def plain_end(self, moment: float) -> float | None:
        """Give the end of a term that is one addition; none beyond the calendar, or without a term."""
        if self.due is None:
            return None
        try:
            return self.due(moment)
        except (MomentError, OverflowError):
            return None


def _fill_duty(rule: Rule, clause: Any, calendar: LegalCalendar) -> None:
    rule.on, rule.settles, rule.lapses = (
        frozenset(clause.on),
        frozenset(clause.do),
        frozenset(clause.lapses_on),
    )
    rule.repeat, rule.then = clause.repeat, clause.on_default
    rule.pauses = tuple((pause.start, pause.end) for pause in clause.pauses)
    rule.deadlines = Deadlines(clause.within, calendar, latest=False) if clause.within else None


def _fill_right(rule: Rule, clause: Any, calendar: LegalCalendar) -> None:
    rule.on, rule.settles, rule.lapses = frozenset(clause.on), frozenset(clause.may), frozenset(clause.until)
    rule.deadlines = Deadlines(clause.within, calendar, latest=True) if clause.within else None


def _fill_period(rule: Rule, clause: Any, calendar: LegalCalendar) -> None:
    rule.on, rule.settles = frozenset(clause.start), frozenset(clause.ends_early_on)
    rule.repeat, rule.then = clause.repeat, clause.then
    rule.pauses = tuple((pause.start, pause.end) for pause in clause.pauses)
    rule.deadlines = Deadlines(clause.lasts, calendar, latest=True) if clause.lasts else None


def _fill_ban(rule: Rule, clause: Any, calendar: LegalCalendar) -> None:
    rule.on, rule.settles = frozenset(clause.start), frozenset(clause.end)
    rule.forbidden, rule.parties = frozenset(clause.forbidden), frozenset(clause.by)


def _fill_requirement(rule: Rule, clause: Any, calendar: LegalCalendar) -> None:
    rule.on, rule.needs = frozenset((clause.step,)), frozenset(clause.after)
    rule.tangled = bool(clause.after_any or clause.before)


FILL: dict[str, Callable[[Rule, Any, LegalCalendar], None]] = {
    DUTY: _fill_duty,
    RIGHT: _fill_right,
    PERIOD: _fill_period,
    BAN: _fill_ban,
    REQUIREMENT: _fill_requirement,
}


class Track:
    """One clause through all its versions."""

    __slots__ = (
        *("agreement", "changes", "end", "index", "kind", "name"),
        *("only", "periods", "rules", "start", "timetable"),
    )

    def __init__(self, index: int, kind: str, agreement: str, name: str) -> None:
        self.index = index
        self.kind = kind
        self.agreement = agreement
        self.name = name
        self.rules: tuple[Rule, ...] = ()
        # A clause with one version needs no search: these rules, from this start until this end.
        self.only: tuple[Rule, ...] | None = None
        self.start = FOREVER
        self.end = FOREVER
        self.timetable: Timetable[Any]
        self.changes: tuple[Change, ...] = ()
        self.periods: tuple[Track, ...] = ()

    def governing(self, moment: float) -> tuple[Rule, ...]:
        """Give the rules that govern an anchor at this moment."""
        if self.only is not None:
            return self.only if self.start <= moment < self.end else ()
        governs = self.timetable.at(moment)
        return governs if governs.__class__ is tuple else _listed(governs)

    @property
    def code(self) -> str:
        """The agreement and the name of the clause, as results show them."""
        return f"{self.agreement}.{self.name}"


@dataclass(frozen=True, slots=True)
class Change:
    """A later version that does something to what is open when it comes into force; no rule: the clause is gone."""

    moment: float
    rule: Rule | None
    transition: str
    published: float
    version: str


class Opener:
    """What a step opens by one clause: nearly always by its last version, so that is kept at hand."""

    __slots__ = ("_earlier", "index", "last", "since", "step")

    def __init__(self, track: Track, step: str) -> None:
        self.index = track.index
        self.step = step
        self._earlier = track.timetable
        self.since, governs = track.timetable.last()
        self.last = self._listening(governs)

    def rule_before(self, moment: float) -> Rule | None:
        """Give the rule that this step triggers at a moment before the last version, if any."""
        return self._listening(self._earlier.at(moment))

    def _listening(self, rule: Rule | None) -> Rule | None:
        return rule if rule is not None and self.step in rule.on else None


class StepTable:
    """Everything that one step sets in motion."""

    __slots__ = (
        *("bans", "checked", "openers", "opening", "pauses", "pausing"),
        *("remembered", "requirements", "resumes", "settlers", "settling"),
    )

    def __init__(self) -> None:
        self.openers: tuple[Track, ...] = ()
        self.opening: tuple[Opener, ...] = ()
        self.settlers: tuple[Track, ...] = ()
        self.settling: tuple[int, ...] = ()
        self.requirements: tuple[Track, ...] = ()
        self.bans: tuple[Track, ...] = ()
        self.pauses: tuple[tuple[str, str], ...] = ()
        self.resumes: tuple[tuple[str, str], ...] = ()
        self.remembered = False
        self.checked = False
        self.pausing = False


class Program:
    """All agreements of a corpus, compiled."""

    def __init__(self, corpus: Corpus, calendar: LegalCalendar) -> None:
        self.corpus = corpus
        self.calendar = calendar
        self.hash = _hash(corpus)
        self.tracks: tuple[Track, ...] = ()
        self.steps: dict[str, StepTable] = {}
        self.sets = {code: dict(step.sets) for code, step in corpus.steps.items() if step.sets}
        self.paused: dict[tuple[str, str], tuple[Track, ...]] = {}
        self.validities: tuple[Validity, ...] = ()
        self.change_moments: tuple[float, ...] = ()
        self.derived_steps: frozenset[str] = frozenset()
        self.named_steps = {agreement.where.file: _named_steps(agreement) for agreement in corpus.agreements}

    def track(self, kind: str, agreement: str, name: str) -> Track | None:
        """Find a clause by its kind, agreement and name."""
        wanted = (kind, agreement, name)
        return next(
            (track for track in self.tracks if (track.kind, track.agreement, track.name) == wanted), None
        )


def compile_corpus(corpus: Corpus, calendar: LegalCalendar | None = None) -> Program:
    """Compile all agreements of a corpus into the tables that judging walks through."""
    program = Program(corpus, calendar or LegalCalendar())
    names = sorted({agreement.name for agreement in corpus.agreements})
    tracks: list[Track] = []
    for name in names:
        versions = validities([agreement for agreement in corpus.agreements if agreement.name == name])
        program.validities += versions
        for kind, clauses_by_name in SECTIONS.items():
            for clause in dict.fromkeys(
                code for validity in versions for code in clauses_by_name(validity.agreement)
            ):
                track = Track(len(tracks), kind, name, clause)
                _fill_track(track, versions, clauses_by_name, program.calendar)
                tracks.append(track)
    program.tracks = tuple(tracks)
    program.change_moments = tuple(sorted({change.moment for track in tracks for change in track.changes}))
    program.derived_steps = frozenset(rule.then for track in tracks for rule in track.rules if rule.then)
    _link_bans(program)
    _dispatch(program)
    return program


def _named_steps(agreement: Agreement) -> frozenset[str]:
    return frozenset(step for clause in clauses_of(agreement) for step in steps_of(clause))


def _requirements_by_name(agreement: Agreement) -> Mapping[str, tuple[Requirement, ...]]:
    found: dict[str, tuple[Requirement, ...]] = {}
    for requirement in agreement.requires:
        found[requirement.name] = (*found.get(requirement.name, ()), requirement)
    return found


SECTIONS: dict[str, Callable[[Agreement], Mapping[str, Any]]] = {
    REQUIREMENT: _requirements_by_name,
    BAN: lambda agreement: agreement.prohibitions,
    DUTY: lambda agreement: agreement.duties,
    RIGHT: lambda agreement: agreement.rights,
    PERIOD: lambda agreement: agreement.periods,
}


def _fill_track(
    track: Track,
    versions: tuple[Validity, ...],
    section: Callable[[Agreement], Mapping[str, Any]],
    calendar: LegalCalendar,
) -> None:
    said: list[tuple[Validity, Any]] = []
    for validity in versions:
        clause = section(validity.agreement).get(track.name)
        if track.kind == REQUIREMENT:
            said.append((validity, tuple(Rule(track, each, validity, calendar) for each in clause or ())))
        else:
            said.append((validity, Rule(track, clause, validity, calendar) if clause is not None else None))
    track.timetable = Timetable(track.name, said)
    track.rules = tuple(rule for _, rules in said for rule in _listed(rules))
    if len(versions) == 1 and versions[0].agreement.retroactive_from is None:
        track.only, track.start, track.end = track.rules, versions[0].start, versions[0].end
    if track.kind != REQUIREMENT:
        track.changes = tuple(
            change for validity, rule in said[1:] if (change := _change(validity, rule)) is not None
        )


def _listed(said: Any) -> tuple[Rule, ...]:
    """A version says several requirements under one name, one of anything else, or nothing."""
    if said is None:
        return ()
    return said if isinstance(said, tuple) else (said,)


def _change(validity: Validity, rule: Rule | None) -> Change | None:
    agreement = validity.agreement
    transition = agreement.transition if rule is None else rule.clause.transition
    if transition == "respecting" or (rule is None and transition != "immediate"):
        return None
    version = f"{agreement.name}@{agreement.valid_from}"
    return Change(validity.start, rule, transition, day_start(agreement.published), version)


def _link_bans(program: Program) -> None:
    periods = {track.code: track for track in program.tracks if track.kind == PERIOD}
    for track in program.tracks:
        if track.kind == BAN:
            for rule in track.rules:
                rule.periods = tuple(periods[name] for name in _during(rule))
            track.periods = tuple(dict.fromkeys(period for rule in track.rules for period in rule.periods))


def _during(rule: Rule) -> Iterable[str]:
    for name in rule.clause.during:
        yield name if "." in name else f"{rule.track.agreement}.{name}"


def _dispatch(program: Program) -> None:
    tables = program.steps
    for step in program.sets:
        _table(tables, step)
    for track in program.tracks:
        for rule in track.rules:
            if track.kind == REQUIREMENT:
                _listen_requirement(tables, track, rule.clause)
                continue
            _listen(tables, track, rule.on, "openers")
            _listen(tables, track, rule.settles | rule.lapses, "settlers")
            _listen(tables, track, rule.forbidden, "bans")
            for pair in rule.pauses:
                _listen_pause(program, track, pair)
    for step, table in tables.items():
        table.opening = tuple(Opener(track, step) for track in table.openers)
        table.settling = tuple(track.index for track in table.settlers)
        table.checked = bool(table.requirements or table.bans)
        table.pausing = bool(table.pauses or table.resumes)


def _table(tables: dict[str, StepTable], step: str) -> StepTable:
    return tables.setdefault(step, StepTable())


def _listen(tables: dict[str, StepTable], track: Track, steps: Iterable[str], slot: str) -> None:
    for step in steps:
        table = _table(tables, step)
        if track not in getattr(table, slot):
            setattr(table, slot, (*getattr(table, slot), track))


def _listen_requirement(tables: dict[str, StepTable], track: Track, clause: Requirement) -> None:
    _listen(tables, track, (clause.step,), "requirements")
    for step in (*clause.after, *clause.after_any, *clause.before):
        _table(tables, step).remembered = True


def _listen_pause(program: Program, track: Track, pair: tuple[str, str]) -> None:
    start, end = _table(program.steps, pair[0]), _table(program.steps, pair[1])
    start.pauses = tuple(dict.fromkeys((*start.pauses, pair)))
    end.resumes = tuple(dict.fromkeys((*end.resumes, pair)))
    program.paused[pair] = tuple(dict.fromkeys((*program.paused.get(pair, ()), track)))


def _hash(corpus: Corpus) -> str:
    digest = hashlib.sha256()
    for agreement in sorted(corpus.agreements, key=lambda agreement: (agreement.name, agreement.valid_from)):
        digest.update(f"{agreement.name} {agreement.valid_from} {agreement.content_hash}\n".encode())
    return digest.hexdigest()
