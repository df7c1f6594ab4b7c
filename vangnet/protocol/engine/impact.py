"""What a draft would change: the same cases judged by the agreements as they are and as they would be, before anybody adopts them."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vangnet.protocol.engine.checking.profiles import VictimGroup
from vangnet.protocol.engine.instances import DutyInstance, PeriodInstance
from vangnet.protocol.engine.loading import AgreementErrors, load_directory
from vangnet.protocol.engine.model import Agreement, Case, Corpus, Problem
from vangnet.protocol.engine.moments import iso
from vangnet.protocol.engine.program import Program, compile_corpus
from vangnet.protocol.engine.references import clauses_of, steps_of
from vangnet.protocol.engine.results import Judgement, judge
from vangnet.protocol.engine.scenarios import load_scenario, scenario_files

DUTY, PERIOD, BREACH, DEVIATION = "duty", "period", "breach", "deviation"
NEW, VANISHED, MOVED, STATUS = "new", "vanished", "moved", "status"
CHANGES = (NEW, VANISHED, MOVED, STATUS)
DAY = 86400

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one judgement says about one duty, period, breach or deviation."""

    parties: tuple[str, ...]
    due: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Change:
    """One result that is not the same under the draft."""

    case: str
    subject: str
    kind: str
    clause: str
    change: str
    parties: tuple[str, ...]
    groups: tuple[str, ...]
    before: Outcome | None
    after: Outcome | None

    @property
    def days(self) -> float | None:
        """Say by how many days the due moment or end moves; earlier is negative."""
        if self.before is None or self.after is None or self.before.due is None or self.after.due is None:
            return None
        return round((self.after.due - self.before.due) / DAY, 2)

    def to_dict(self) -> dict[str, Any]:
        """Give the change as plain values."""
        return {
            "case": self.case,
            "subject": self.subject,
            "kind": self.kind,
            "clause": self.clause,
            "change": self.change,
            "parties": list(self.parties),
            "groups": list(self.groups),
            "before": _plain(self.before),
            "after": _plain(self.after),
            "days": self.days,
        }


@dataclass(frozen=True, slots=True)
class Impact:
    """Everything that a draft changes in a set of cases."""

    at: float
    cases: int
    changes: tuple[Change, ...]
    versions: tuple[str, ...]

    @property
    def cases_changed(self) -> int:
        """Count the cases in which something changes."""
        return len({change.case for change in self.changes})

    def by_clause(self) -> dict[tuple[str, str], Counter[str]]:
        """Count the changes per clause and kind."""
        return self._counted(lambda change: [(change.kind, change.clause)])

    def by_party(self) -> dict[tuple[str, str], Counter[str]]:
        """Count the changes per party and kind."""
        return self._counted(lambda change: [(change.kind, party) for party in change.parties])

    def by_group(self) -> dict[tuple[str, str], Counter[str]]:
        """Count the changes per victim group and kind."""
        return self._counted(lambda change: [(change.kind, group) for group in change.groups])

    def _counted(self, keys: Any) -> dict[tuple[str, str], Counter[str]]:
        counted: dict[tuple[str, str], Counter[str]] = {}
        for change in self.changes:
            for key in keys(change):
                counted.setdefault(key, Counter())[change.change] += 1
        return dict(sorted(counted.items()))

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain values."""
        return {
            "at": iso(self.at),
            "versions": list(self.versions),
            "cases": self.cases,
            "cases_changed": self.cases_changed,
            "by_clause": _rows(self.by_clause()),
            "by_party": _rows(self.by_party()),
            "by_group": _rows(self.by_group()),
            "changes": [change.to_dict() for change in self.changes],
        }


def load_draft(base: Path, draft: Path) -> Corpus:
    """Load the agreements of a folder with the files of a draft laid over them, or raise everything that is wrong."""
    if not draft.is_dir():
        message = "This folder does not exist."
        advice = "Name a folder that holds <agreement>/<valid-from>.yaml."
        raise AgreementErrors([Problem(str(draft), 1, "", message, advice)])
    if not any(draft.glob("*/*.yaml")):
        message = "There are no agreements in this draft."
        raise AgreementErrors(
            [Problem(str(draft), 1, "", message, "Expected: <agreement>/<valid-from>.yaml.")]
        )
    with tempfile.TemporaryDirectory() as folder:
        for source in (base, draft):
            for file in (*source.glob("*.yaml"), *source.glob("*/*.yaml")):
                target = Path(folder) / file.relative_to(source)
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(file, target)
        return load_directory(folder)


def scenario_cases(root: Path, program: Program) -> tuple[Case, ...]:
    """Give the cases of all scenarios of a folder."""
    loaded = (load_scenario(file, program)[0] for file in scenario_files(root))
    return tuple(scenario.case for scenario in loaded if scenario is not None)


def changed_versions(current: Corpus, draft: Corpus) -> tuple[str, ...]:
    """Name the versions that the draft adds, changes or takes away."""
    old = {f"{one.name}/{one.valid_from}": one.content_hash for one in current.agreements}
    new = {f"{one.name}/{one.valid_from}": one.content_hash for one in draft.agreements}
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))


def touched(current: Corpus, draft: Corpus) -> frozenset[str]:
    """Name the agreements whose results a draft can change: those it changes, and those that hang together with them."""
    links = _links(current) + _links(draft)
    old, new = _versions(current), _versions(draft)
    sets = [
        {code: dict(step.sets) for code, step in corpus.steps.items() if step.sets}
        for corpus in (current, draft)
    ]
    if sets[0] != sets[1]:
        # A step that establishes other facts can open or close any guard.
        return frozenset((*old, *new))
    names = {name for name in (*old, *new) if old.get(name) != new.get(name)}
    growing = True
    while growing:
        more = {name for link in links if link & names for name in link} - names
        names |= more
        growing = bool(more)
    return frozenset(names)


def _versions(corpus: Corpus) -> dict[str, list[Agreement]]:
    versions: dict[str, list[Agreement]] = {}
    for agreement in corpus.agreements:
        versions.setdefault(agreement.name, []).append(agreement)
    return versions


def _links(corpus: Corpus) -> list[set[str]]:
    """Give the agreements that work on each other: by a derived step, or by a period that another one's ban names."""
    owners: dict[str, set[str]] = {}
    links = []
    for agreement in corpus.agreements:
        steps = {code for clause in clauses_of(agreement) for code in steps_of(clause)}
        for code in steps:
            if code in corpus.steps and corpus.steps[code].derived:
                owners.setdefault(code, set()).add(agreement.name)
        for ban in agreement.prohibitions.values():
            links += [{agreement.name, name.partition(".")[0]} for name in ban.during if "." in name]
    return [*links, *owners.values()]


def narrowed(program: Program, names: frozenset[str]) -> Program:
    """Compile only some agreements, with everything that all files say about steps and facts."""
    corpus = program.corpus
    kept = tuple(agreement for agreement in corpus.agreements if agreement.name in names)
    return compile_corpus(replace(corpus, agreements=kept), program.calendar)


def starting_steps(program: Program) -> set[str]:
    """Give the steps without which nothing begins, is required or is broken in a case."""
    return {step for step, table in program.steps.items() if table.openers or table.requirements}


def impact(
    current: Program,
    draft: Program,
    cases: Iterable[Case],
    *,
    at: float,
    known: float | None = None,
    groups: Sequence[VictimGroup] = (),
) -> Impact:
    """Judge cases by both programs at one moment and give everything that differs."""
    names = touched(current.corpus, draft.corpus)
    old, new = narrowed(current, names), narrowed(draft, names)
    beginnings = starting_steps(old) | starting_steps(new)
    changes: list[Change] = []
    number = 0
    for case in cases:
        number += 1
        if beginnings.isdisjoint(event.step for event in case.events):
            continue
        before, after = judge(case, old, at, known), judge(case, new, at, known)
        changes += _case_changes(case, before, after, groups)
    return Impact(at, number, tuple(changes), changed_versions(current.corpus, draft.corpus))


def _case_changes(
    case: Case, before: Judgement, after: Judgement, groups: Sequence[VictimGroup]
) -> Iterator[Change]:
    old, new = dict(_outcomes(before)), dict(_outcomes(after))
    if old == new:
        return
    member = {
        run.subject: tuple(group.name for group in groups if group.when.evaluate(run.facts_at(run.at)))
        for run in after.runs
    }
    for key in dict.fromkeys((*old, *new)):
        was, becomes = old.get(key), new.get(key)
        change = _change(was, becomes)
        if change is not None:
            kind, clause, subject = key[:3]
            parties = tuple(sorted({*(was.parties if was else ()), *(becomes.parties if becomes else ())}))
            yield Change(
                case.id, subject, kind, clause, change, parties, member.get(subject, ()), was, becomes
            )


def _change(before: Outcome | None, after: Outcome | None) -> str | None:
    if before is None:
        return NEW
    if after is None:
        return VANISHED
    if before.due != after.due:
        return MOVED
    return STATUS if (before.status, before.parties) != (after.status, after.parties) else None


def _outcomes(judgement: Judgement) -> Iterator[tuple[Key, Outcome]]:
    """Give every result under a key that both judgements share: the clause, the subject and which trigger it was."""
    counted: Counter[Key] = Counter()
    for instance in judgement.instances:
        if isinstance(instance, DutyInstance):
            outcome, kind = Outcome(instance.holder, instance.due, instance.status), DUTY
        elif isinstance(instance, PeriodInstance):
            outcome, kind = Outcome((), instance.due, instance.status), PERIOD
        else:
            continue
        # Derived triggers carry their moment in their id, which moves with the term; their step and place do not.
        key = (kind, instance.code, instance.subject, instance.trigger.step)
        counted[key] += 1
        yield (*key, str(counted[key])), outcome
    for kind, violations in ((BREACH, judgement.breaches), (DEVIATION, judgement.deviations)):
        for found in violations:
            status = "certain" if found.certain else "in_doubt"
            yield (
                (kind, found.rule.track.code, found.subject, found.event.id),
                Outcome((found.event.by,), None, status),
            )


def _plain(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    return {"due": None if outcome.due is None else iso(outcome.due), "status": outcome.status}


def _rows(counted: dict[tuple[str, str], Counter[str]]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "name": name, **{change: counts[change] for change in CHANGES}}
        for (kind, name), counts in counted.items()
    ]
