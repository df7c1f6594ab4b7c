"""Scenario coverage: is every duty seen in time, late, lapsed, and undetermined or overdue in a worked example?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vangnet.protocol.engine.checking.findings import Finding, at_clause
from vangnet.protocol.engine.model import Corpus, Duty
from vangnet.protocol.engine.yaml_nodes import Unreadable, parse_yaml, plain, read_bytes

IN_TIME, LATE, LAPSED, WAITING = "in_time", "late", "lapsed", "undetermined_or_overdue"
WAITING_STATUSES = ("undetermined", "overdue")


def scenario_findings(corpus: Corpus, root: Path, wanted_share: float) -> Iterator[Finding]:
    """Report which outcomes of which duties no scenario asserts; too small a share is an error."""
    files = sorted(root.glob("*/scenarios/*.yaml"))
    if not files:
        yield Finding("no_scenarios")
        return
    seen = _asserted(files)
    wanted = _wanted(corpus)
    missing: dict[tuple[str, str], list[str]] = {}
    found = 0
    for (name, outcome), _ in wanted.items():
        if (name, outcome) in seen:
            found += 1
        else:
            missing.setdefault((name, name), []).append(outcome)
    latest = {f"{duty.agreement}.{duty.name}": duty for duty in _duties(corpus)}
    for (name, _), outcomes in missing.items():
        yield at_clause("outcome_not_shown", latest[name], outcomes=outcomes)
    share = found / len(wanted) if wanted else 1.0
    details = {
        "files": len(files),
        "found": found,
        "wanted": len(wanted),
        "share": f"{share:.0%}",
        "asked": f"{wanted_share:.0%}",
    }
    yield Finding("scenario_share_too_low" if share < wanted_share else "scenario_share", details=details)


def _duties(corpus: Corpus) -> Iterator[Duty]:
    for agreement in corpus.agreements:
        yield from agreement.duties.values()


def _wanted(corpus: Corpus) -> dict[tuple[str, str], Duty]:
    """Give the outcomes that each duty can have: without a term nothing is late, without reason to lapse nothing lapses."""
    wanted: dict[tuple[str, str], Duty] = {}
    for duty in _duties(corpus):
        name = f"{duty.agreement}.{duty.name}"
        outcomes = [IN_TIME]
        if duty.within:
            outcomes += [LATE, WAITING]
        if duty.lapses_on:
            outcomes.append(LAPSED)
        wanted.update({(name, outcome): duty for outcome in outcomes})
    return wanted


def _asserted(files: list[Path]) -> set[tuple[str, str]]:
    seen = set()
    for file in files:
        for name, status in _statuses(_content(file)):
            outcome = WAITING if status in WAITING_STATUSES else status
            seen.add((name.partition("@")[0], outcome))
    return seen


def _content(file: Path) -> Any:
    try:
        return plain(parse_yaml(read_bytes(file, file.name), file.name))
    except Unreadable:
        # Running the scenarios says what is wrong with the file; here it just shows nothing.
        return {}


def _statuses(content: Any) -> Iterator[tuple[str, str]]:
    checks = content.get("expect") if isinstance(content, dict) else None
    for check in checks if isinstance(checks, list) else ():
        duties = check.get("duties") if isinstance(check, dict) else None
        for name, said in (duties or {}).items():
            for one in said if isinstance(said, list) else [said]:
                yield name, str(one.get("status") if isinstance(one, dict) else one)
