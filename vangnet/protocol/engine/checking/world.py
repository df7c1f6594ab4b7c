"""The agreements as they stand on one day, over all profiles: which steps can be taken, and which clauses can come to apply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vangnet.protocol.engine.checking.grid import Grid, Space
from vangnet.protocol.engine.checking.possibilities import Possibilities
from vangnet.protocol.engine.checking.profiles import Adversity, Profiles
from vangnet.protocol.engine.model import (
    Agreement,
    Corpus,
    Duty,
    Period,
    Prohibition,
    Requirement,
    Right,
    Step,
)
from vangnet.protocol.engine.reading_agreement import merged_step
from vangnet.protocol.engine.references import clauses_of, steps_of

SOMEBODY = "somebody"
NOTHING_WRONG = Adversity("nothing_wrong", {"nl": "niets tegen", "en": "nothing against"})


def last_days(corpus: Corpus) -> dict[tuple[str, date], date | None]:
    """Say of every version what its last day in force is; nothing when it has no end."""
    ends: dict[tuple[str, date], date | None] = {}
    for agreement in corpus.agreements:
        later = [
            other.valid_from - timedelta(days=1)
            for other in corpus.agreements
            if other.name == agreement.name and other.valid_from > agreement.valid_from
        ]
        known = [day for day in (*later, agreement.valid_until) if day is not None]
        ends[agreement.name, agreement.valid_from] = min(known, default=None)
    return ends


def in_force(corpus: Corpus, day: date) -> tuple[Agreement, ...]:
    """Give the version of each agreement that is in force on a day."""
    ends = last_days(corpus)
    found = []
    for agreement in corpus.agreements:
        last = ends[agreement.name, agreement.valid_from]
        if agreement.valid_from <= day and (last is None or day <= last):
            found.append(agreement)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class OpenClause:
    """A duty or right with the profiles for which it can come to apply and be carried out."""

    agreement: Agreement
    clause: Duty | Right
    open: Grid


class World:
    """The agreements in force on one day, for a space of profiles."""

    def __init__(self, corpus: Corpus, profiles: Profiles, day: date, checked_on: date | None = None) -> None:
        self.corpus = corpus
        self.profiles = profiles
        self.day = day
        self.checked_on = checked_on or day
        self.space = Space(profiles.axes)
        self.nobody = self.space.nobody
        self.possible = Possibilities(self.space)
        self.last_days = last_days(corpus)
        self.agreements = in_force(corpus, day)
        self.undefined: set[str] = set()
        self.steps = self._steps()
        self.requirements: dict[str, list[Requirement]] = {}
        for agreement in self.agreements:
            for requirement in agreement.requires:
                self.requirements.setdefault(requirement.step, []).append(requirement)
        self.blocked = self._blocked()
        self._reaches: dict[str, Reach] = {}
        self._open_clauses: list[OpenClause] | None = None

    def _steps(self) -> dict[str, Step]:
        steps: dict[str, Step] = {}
        for agreement in self.agreements:
            for code, step in agreement.steps.items():
                steps[code] = merged_step(steps[code], step) if code in steps else step
        # What an agreement of another day defines still has its recorders: the step exists, the clauses around it do not.
        known = {**self.corpus.steps, **steps}
        self.undefined = self._named() - set(known)
        if self.profiles.own:
            return known
        # A folder without profiles of its own is a part of a whole: what it does not define, somebody else does.
        return known | {code: Step(code, by=(SOMEBODY,)) for code in sorted(self.undefined)}

    def _named(self) -> set[str]:
        named = {goal for agreement in self.agreements for goal in agreement.goals}
        for agreement in self.agreements:
            named.update(code for clause in clauses_of(agreement) for code in steps_of(clause))
        return named

    def _blocked(self) -> dict[str, Grid]:
        """Mark per step the profiles to whom a prohibition without end forbids it, for everybody who could record it."""
        blocked: dict[str, Grid] = {}
        for agreement in self.agreements:
            for ban in agreement.prohibitions.values():
                if not self._endless(agreement, ban):
                    continue
                grid = self.possible.certain(ban.when)
                for step in ban.forbidden:
                    if not ban.by or set(self.parties(step)) <= set(ban.by):
                        blocked[step] = blocked.get(step, self.space.nobody) | grid
        return blocked

    def _endless(self, agreement: Agreement, ban: Prohibition) -> bool:
        if ban.start:
            return not ban.end
        periods = [period for name in ban.during if (period := self.period(agreement, name)) is not None]
        return any(not period.lasts and not period.ends_early_on for period in periods)

    def period(self, agreement: Agreement, name: str) -> Period | None:
        """Find a period by the name that a prohibition of an agreement uses."""
        owner, _, own_name = name.rpartition(".")
        wanted = owner or agreement.name
        versions = [other for other in self.agreements if other.name == wanted]
        return versions[0].periods.get(own_name) if versions else None

    def parties(self, step: str) -> tuple[str, ...]:
        """Give who may record a step."""
        found = self.steps.get(step)
        return found.by if found else ()

    def is_person(self, party: str) -> bool:
        """Say whether a party is a person and not an organisation of the chain."""
        known = self.corpus.parties.get(party)
        return known is not None and known.regime == "none"

    def is_past(self, agreement: Agreement) -> bool:
        """Say whether a version was no longer in force on the day of the check: it can be learnt from, not changed."""
        last = self.last_days[agreement.name, agreement.valid_from]
        return last is not None and last < self.checked_on

    def served(self, agreement: Agreement) -> Grid:
        """Mark the profiles for whom an agreement exists."""
        return self.possible.may_hold(agreement.applies)

    def reach(self, adversity: Adversity = NOTHING_WRONG, chain_only: bool = False) -> Reach:
        """Work out which steps can be taken under an adversity; with `chain_only` not counting what only the person can do."""
        key = f"{adversity.name} {chain_only}"
        if key not in self._reaches:
            self._reaches[key] = Reach(self, adversity, chain_only)
        return self._reaches[key]

    def open_clauses(self) -> list[OpenClause]:
        """Give every duty and right with the profiles for whom something leads to it and it can be carried out."""
        if self._open_clauses is None:
            self._open_clauses = self._opened()
        return self._open_clauses

    def _opened(self) -> list[OpenClause]:
        reach = self.reach()
        found = []
        for agreement in self.agreements:
            served = self.served(agreement)
            for clause in acts(agreement):
                grid = served & self.possible.applies(clause.when, clause.in_doubt)
                found.append(OpenClause(agreement, clause, grid & reach.any_of(results(clause))))
        led = self._led(found)
        return [replace(one, open=one.open & self._any(led, one.clause.on)) for one in found]

    def _led(self, clauses: list[OpenClause]) -> dict[str, Grid]:
        """Work out to which steps something leads: the world brings what nobody is asked; clauses bring the rest."""
        reach = self.reach()
        asked = {step for one in clauses for step in results(one.clause)}
        own = [code for code, step in self.steps.items() if code not in asked and not step.derived]
        led = {code: reach.of(code) for code in own}
        growing = True
        while growing:
            growing = False
            for step, grid in self._leading(clauses, led):
                old = led.get(step, self.space.nobody)
                new = old | (grid & reach.of(step))
                if has_more(old, new):
                    led[step], growing = new, True
        return led

    def _leading(self, clauses: list[OpenClause], led: dict[str, Grid]) -> Iterator[tuple[str, Grid]]:
        for one in clauses:
            grid = one.open & self._any(led, one.clause.on)
            for step in results(one.clause):
                yield step, grid
        for step, starts, clause in derivations(self.agreements):
            yield step, self._any(led, starts) & self.possible.applies(clause.when, clause.in_doubt)

    def _any(self, led: dict[str, Grid], steps: tuple[str, ...]) -> Grid:
        grid = self.space.nobody
        for step in steps:
            grid = grid | led.get(step, self.space.nobody)
        return grid


class Reach:
    """Which steps can be taken for which profiles: the smallest fixpoint of recorders, requirements and derived ends."""

    def __init__(self, world: World, adversity: Adversity, chain_only: bool) -> None:
        self.world = world
        self.adversity = adversity
        self.chain_only = chain_only
        self.steps: dict[str, Grid] = {}
        self.makers = _makers(world)
        self._grow()

    def of(self, step: str) -> Grid:
        """Mark the profiles for which a step can be taken."""
        return self.steps.get(step, self.world.space.nobody)

    def any_of(self, steps: tuple[str, ...]) -> Grid:
        """Mark the profiles for which one of several steps can be taken."""
        grid = self.world.space.nobody
        for step in steps:
            grid = grid | self.of(step)
        return grid

    def recorders(self, step: str) -> tuple[str, ...]:
        """Give who is left to record a step under this adversity."""
        if step in self.adversity.without:
            return ()
        return tuple(
            party
            for party in self.world.parties(step)
            if party not in self.adversity.without_parties
            and not (self.chain_only and self.world.is_person(party))
        )

    def missing(self, step: str) -> tuple[str, ...]:
        """Name the earlier steps that a step asks and that not everybody can get."""
        return tuple(
            code
            for requirement in self.world.requirements.get(step, ())
            for code in (*requirement.after, *requirement.after_any)
            if not self.of(code).all()
        )

    def _grow(self) -> None:
        world = self.world
        conditional = []
        for code, step in world.steps.items():
            if step.derived or code in world.requirements or code in world.blocked:
                conditional.append(code)
            elif self.recorders(code):
                self.steps[code] = world.space.everybody
        growing = True
        while growing:
            growing = False
            for code in conditional:
                old, new = self.of(code), self._grown(code)
                if has_more(old, new):
                    self.steps[code], growing = new | old, True

    def _grown(self, code: str) -> Grid:
        step = self.world.steps[code]
        grid = self._derived(code) if step.derived else self._recorded(code)
        for requirement in self.world.requirements.get(code, ()):
            grid = grid & (self._met(requirement) | ~self._binds(step, requirement))
        return grid & ~self.world.blocked.get(code, self.world.space.nobody)

    def _recorded(self, code: str) -> Grid:
        return self.world.space.everybody if self.recorders(code) else self.world.space.nobody

    def _derived(self, code: str) -> Grid:
        grid = self.world.space.nobody
        for starts, clause in self.makers.get(code, ()):
            grid = grid | (self.any_of(starts) & self.world.possible.applies(clause.when, clause.in_doubt))
        return grid

    def _binds(self, step: Step, requirement: Requirement) -> Grid:
        """Mark the profiles for whom a requirement counts; who records the step chooses the facts that it asks."""
        possible = self.world.possible
        if requirement.when is not None and set(requirement.when.facts) & set(step.fields):
            return possible.unavoidable(requirement.when)
        return possible.may_hold(requirement.when)

    def _met(self, requirement: Requirement) -> Grid:
        grid = self.world.space.everybody
        for code in requirement.after:
            grid = grid & self.of(code)
        return grid & self.any_of(requirement.after_any) if requirement.after_any else grid


def acts(agreement: Agreement) -> Iterator[Duty | Right]:
    """Go through what an agreement lets people do: its duties and its rights."""
    yield from agreement.duties.values()
    yield from agreement.rights.values()


def results(clause: Duty | Right) -> tuple[str, ...]:
    """Give the steps that carry out a duty or use a right."""
    return clause.do if isinstance(clause, Duty) else clause.may


def has_more(old: Grid, new: Grid) -> bool:
    """Say whether the new answer marks somebody whom the old one did not."""
    return bool((new & ~old).any())


def _makers(world: World) -> dict[str, list[tuple[tuple[str, ...], Duty | Period]]]:
    makers: dict[str, list[tuple[tuple[str, ...], Duty | Period]]] = {}
    for step, starts, clause in derivations(world.agreements):
        makers.setdefault(step, []).append((starts, clause))
    return makers


def derivations(agreements: tuple[Agreement, ...]) -> Iterator[tuple[str, tuple[str, ...], Duty | Period]]:
    """Give every derived step with the steps that lead to it and the clause that makes it."""
    for agreement in agreements:
        for duty in agreement.duties.values():
            if duty.on_default is not None:
                yield duty.on_default, duty.on, duty
        for period in agreement.periods.values():
            if period.then is not None:
                yield period.then, period.start, period
