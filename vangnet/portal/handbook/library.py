"""What the handbook shows: agreements, versions, worked examples and profiles, read once per set of agreements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from vangnet.protocol import catalogue
from vangnet.protocol.engine.checking.profiles import Profiles, read_profiles
from vangnet.protocol.engine.checking.world import in_force, last_days
from vangnet.protocol.engine.model import Agreement, Clause, Corpus
from vangnet.protocol.engine.program import Program
from vangnet.protocol.engine.scenarios import Scenario, load_scenario, scenario_files

CASES = "cases"


@dataclass(frozen=True)
class Example:
    """A worked example with its address: the agreement that it lies beside, and its name."""

    shelf: str
    name: str
    scenario: Scenario

    @property
    def clauses(self) -> frozenset[str]:
        """The clauses of which the example says what must come out, as <agreement>.<clause>."""
        checks = [expectation.checks for expectation in self.scenario.expect]
        named = {
            str(code).partition("@")[0]
            for check in checks
            for key in ("duties", "periods", "rights", "prohibitions", "breaches", "deviations")
            for code in check.get(key) or ()
        }
        return frozenset(named)


@dataclass(frozen=True)
class Library:
    """Everything there is to read, with the compiled agreements to judge the examples by."""

    corpus: Corpus
    program: Program

    @property
    def names(self) -> tuple[str, ...]:
        """The agreements by name."""
        return tuple(dict.fromkeys(agreement.name for agreement in self.corpus.agreements))

    def versions(self, name: str) -> tuple[Agreement, ...]:
        """All versions of an agreement, oldest first."""
        return tuple(agreement for agreement in self.corpus.agreements if agreement.name == name)

    def version(self, name: str, valid_from: date) -> Agreement | None:
        """The version that begins on a day."""
        return next((one for one in self.versions(name) if one.valid_from == valid_from), None)

    def version_on(self, name: str, day: date) -> Agreement | None:
        """The version in force on a day."""
        return next((one for one in self.in_force(day) if one.name == name), None)

    def nearest(self, name: str, day: date) -> Agreement:
        """The version in force on a day; else the last one before it, else the first."""
        versions = self.versions(name)
        earlier = [one for one in versions if one.valid_from <= day]
        return self.version_on(name, day) or (earlier[-1] if earlier else versions[0])

    def in_force(self, day: date) -> tuple[Agreement, ...]:
        """The versions in force on a day."""
        return in_force(self.corpus, day)

    def last_day(self, agreement: Agreement) -> date | None:
        """The last day on which a version is in force; nothing when it has no end."""
        return self._last_days[agreement.name, agreement.valid_from]

    def before(self, agreement: Agreement) -> Agreement | None:
        """The version before this one."""
        earlier = [one for one in self.versions(agreement.name) if one.valid_from < agreement.valid_from]
        return earlier[-1] if earlier else None

    @property
    def _last_days(self) -> dict[tuple[str, date], date | None]:
        return _last_days_of(self)

    @property
    def profiles(self) -> Profiles:
        """The axes on which people differ, who is responsible, and which gaps were accepted."""
        return _profiles_of(self)

    @property
    def examples(self) -> tuple[Example, ...]:
        """The worked examples; those of the studies first."""
        return _examples_of(self)

    def example(self, shelf: str, name: str) -> Example | None:
        """A worked example by its address."""
        return next((one for one in self.examples if (one.shelf, one.name) == (shelf, name)), None)

    def examples_of(self, agreement: str) -> tuple[Example, ...]:
        """The worked examples that lie beside an agreement or say something about its clauses."""
        return tuple(
            one
            for one in self.examples
            if one.shelf == agreement or any(code.startswith(f"{agreement}.") for code in one.clauses)
        )

    # One library per set of agreements; the corpus itself is too large to compare.
    def __hash__(self) -> int:
        return hash(self.program.hash)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Library) and other.program.hash == self.program.hash


def clauses(agreement: Agreement) -> Iterator[tuple[str, Clause]]:
    """All clauses of a version with their kind, in the order of the file."""
    for kind, found in (
        ("duty", agreement.duties.values()),
        ("right", agreement.rights.values()),
        ("period", agreement.periods.values()),
        ("prohibition", agreement.prohibitions.values()),
        ("requirement", agreement.requires),
    ):
        for clause in found:
            yield kind, clause


def current() -> Library:
    """The library of the agreements that this installation follows."""
    shelf = catalogue.current()
    return Library(shelf.corpus, shelf.program)


def day_before(day: date) -> date:
    """The day before a day."""
    return day - timedelta(days=1)


@lru_cache(maxsize=4)
def _last_days_of(library: Library) -> dict[tuple[str, date], date | None]:
    return last_days(library.corpus)


@lru_cache(maxsize=4)
def _profiles_of(library: Library) -> Profiles:
    return read_profiles(Path(library.corpus.root), [])


@lru_cache(maxsize=4)
def _examples_of(library: Library) -> tuple[Example, ...]:
    found = []
    for file in scenario_files(library.corpus.root):
        scenario, _ = load_scenario(file, library.program)
        if scenario is not None:
            shelf = file.parent.parent.name
            found.append(Example(CASES if shelf.startswith("_") else shelf, file.stem, scenario))
    return tuple(sorted(found, key=lambda one: (one.shelf != CASES, one.shelf, one.name)))
