"""Is every clause complete: who, toward whom, on what ground, within which term, and can the party record it?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from vangnet.protocol.engine.checking.findings import Finding, at_clause, at_place
from vangnet.protocol.engine.checking.world import last_days
from vangnet.protocol.engine.model import Agreement, Clause, Corpus, Duty, Ground, Requirement, Right
from vangnet.protocol.engine.references import clauses_of, parties_of
from vangnet.protocol.engine.registers import ground_of


def clause_findings(corpus: Corpus, own_registers: Collection[str]) -> Iterator[Finding]:
    """Find every clause of every version that is not complete; without registers of its own a folder may name anything."""
    ends = last_days(corpus)
    for agreement in corpus.agreements:
        last = ends[agreement.name, agreement.valid_from]
        for clause in clauses_of(agreement):
            yield from _ground(corpus, agreement, clause, last, "grounds.yaml" in own_registers)
            if "parties.yaml" in own_registers:
                yield from _parties(corpus, clause)
            if isinstance(clause, Duty):
                yield from _duty(corpus, clause)
            if not isinstance(clause, Requirement):
                yield from _words(clause)
        if not agreement.title:
            yield at_place("no_title", agreement.where, agreement=agreement.name)


def _words(clause: Clause) -> Iterator[Finding]:
    if isinstance(clause, Right) and not clause.who:
        yield at_clause("right_of_nobody", clause)
    if not clause.says:
        yield at_clause("no_sentence", clause)
    if not clause.source:
        yield at_clause("no_source", clause)


def _parties(corpus: Corpus, clause: Clause) -> Iterator[Finding]:
    unknown = [party for party in dict.fromkeys(parties_of(clause)) if party not in corpus.parties]
    if unknown:
        yield at_clause("unknown_party", clause, parties=unknown)


def _ground(
    corpus: Corpus, agreement: Agreement, clause: Clause, last: date | None, registered: bool
) -> Iterator[Finding]:
    if not clause.ground:
        if isinstance(clause, Duty):
            yield at_clause("no_ground", clause)
        elif not isinstance(clause, Requirement):
            yield at_clause("no_ground_elsewhere", clause)
        return
    ground = ground_of(clause.ground, corpus.grounds)
    if ground is None:
        finding = at_clause("ground_not_registered", clause, ground=clause.ground)
        yield replace(finding, softened=not registered)
        return
    first = agreement.valid_from
    if clause.name in agreement.retroactive_clauses and agreement.retroactive_from is not None:
        first = agreement.retroactive_from
    if not _covers(ground, first, last):
        yield at_clause(
            "ground_not_valid",
            clause,
            ground=clause.ground,
            first=first.isoformat(),
            last=last.isoformat() if last else "…",
            ground_first=ground.valid_from.isoformat() if ground.valid_from else "…",
            ground_last=ground.valid_until.isoformat() if ground.valid_until else "…",
        )


def _covers(ground: Ground, first: date, last: date | None) -> bool:
    if ground.valid_from is not None and first < ground.valid_from:
        return False
    return ground.valid_until is None or (last is not None and last <= ground.valid_until)


def _duty(corpus: Corpus, duty: Duty) -> Iterator[Finding]:
    if not duty.toward:
        yield at_clause("no_claimant", duty)
    elif duty.toward == duty.by and len(duty.by) == 1:
        yield at_clause("toward_itself", duty, parties=duty.by)
    persons = [
        party for party in duty.by if party in corpus.parties and corpus.parties[party].regime == "none"
    ]
    if persons:
        yield at_clause("person_has_duty", duty, parties=persons)
    if set(duty.do) & set(duty.lapses_on):
        yield at_clause("lapse_never_counts", duty, steps=sorted(set(duty.do) & set(duty.lapses_on)))
    if not duty.within:
        yield at_clause("no_term", duty)
    elif any(limit.norm is not None and limit.target is None for limit in duty.within):
        yield at_clause("no_target", duty)
    yield from _holders(corpus, duty)


def _holders(corpus: Corpus, duty: Duty) -> Iterator[Finding]:
    defined = {code: corpus.steps[code] for code in duty.do if code in corpus.steps}
    for code, step in defined.items():
        if step.derived:
            yield at_clause("derived_fulfilment", duty, step=code)
        elif step.by and not set(step.by) & {*duty.by, *duty.toward}:
            yield at_clause("other_party_records", duty, step=code, parties=step.by)
    recorders = {party for step in defined.values() for party in step.by}
    unable = [party for party in duty.by if party not in recorders]
    if defined and recorders and len(unable) == len(duty.by):
        yield at_clause("holder_cannot_record", duty, parties=unable, steps=duty.do)
    elif defined and recorders and unable:
        yield at_clause("one_holder_cannot_record", duty, parties=unable, steps=duty.do)
