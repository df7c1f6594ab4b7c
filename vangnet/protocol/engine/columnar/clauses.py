"""Judges one clause over a whole log: at once where nothing special happens, in rounds where it does."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from vangnet.protocol.engine.clocks import limits
from vangnet.protocol.engine.columnar.at_once import AtOnce
from vangnet.protocol.engine.columnar.found import CERTAIN, Defaults, Instances, Outcome, Stretches
from vangnet.protocol.engine.columnar.log import Log
from vangnet.protocol.engine.columnar.masks import Mask
from vangnet.protocol.engine.columnar.openings import Openings, openings
from vangnet.protocol.engine.columnar.population import Integers
from vangnet.protocol.engine.columnar.rounds import Rounds
from vangnet.protocol.engine.columnar.sheets import Sheet
from vangnet.protocol.engine.program import RESTART


def judge_clause(sheet: Sheet, log: Log, at: float, *, stretches: bool) -> Outcome:
    """Every instance of a clause in all strands, with what follows from it."""
    opened = openings(sheet, log)
    if not len(opened):
        return Outcome(Instances.blank(0), Stretches.none(), Defaults.none())
    special = _special(sheet, log, opened)
    simple = opened if special is None else opened.pick(~special[log.strand[opened.place]])
    found = _at_once(sheet, log, simple, at, stretches)
    changed = _changed(sheet, log, simple, found, at)
    if changed is not None:
        found = _without(found, changed)
        special = changed if special is None else special | changed
    if special is None:
        return found
    walked = opened.pick(special[log.strand[opened.place]])
    return found.joined(Rounds(sheet, log, walked, special, at).outcome())


def _at_once(sheet: Sheet, log: Log, opened: Openings, at: float, stretches: bool) -> Outcome:
    """Each family of rules that settle and repeat alike on its own: no strand has openings of two families."""
    families = _families(sheet)
    if families.max() == 0 and len(opened):
        return AtOnce(sheet, log, opened, at).outcome(stretches=stretches)
    found = Outcome(Instances.blank(0), Stretches.none(), Defaults.none())
    for family in np.unique(families[opened.rule]).tolist():
        mine = opened.pick(families[opened.rule] == family)
        found = found.joined(AtOnce(sheet, log, mine, at).outcome(stretches=stretches))
    return found


def _families(sheet: Sheet) -> Integers:
    kinds: dict[object, int] = {}
    return np.array(
        [kinds.setdefault((rule.settles, rule.lapses, rule.repeat), len(kinds)) for rule in sheet.rules]
    )


def _special(sheet: Sheet, log: Log, opened: Openings) -> Mask | None:
    """The strands that must be walked through: with doubt, with a pause, or with rules that settle or repeat differently."""
    families = _families(sheet)
    if not (opened.doubt.any() or sheet.pairs or families.max() > 0):
        return None
    special = np.zeros(len(log.strands.case), dtype=bool)
    strands = log.strand[opened.place]
    special[strands[opened.doubt != CERTAIN]] = True
    if sheet.pairs:
        special[log.strand[log.at(sheet.pausing)]] = True
    if families.max() > 0:
        same = np.zeros(len(special), dtype=np.int64)
        same[strands] = families[opened.rule]
        special[strands[same[strands] != families[opened.rule]]] = True
    return special if special.any() else None


def _changed(sheet: Sheet, log: Log, opened: Openings, found: Outcome, at: float) -> Mask | None:
    """The strands in which a later version does something to an instance that stands open."""
    if not sheet.track.changes:
        return None
    touched = np.zeros(len(log.strands.case), dtype=bool)
    instances = found.instances
    for change in sheet.track.changes:
        affected = np.array(
            [
                rule.start < change.moment and (change.rule is None or limits(rule) != limits(change.rule))
                for rule in sheet.rules
            ]
        )
        if change.moment > at or not affected.any():
            continue
        standing = ~(instances.closed_at < change.moment) & (instances.start <= change.moment)
        touched[instances.strand[standing & affected[instances.rule]]] = True
        if any(rule.repeat == RESTART for rule in sheet.rules):
            early = (log.time[opened.place] < change.moment) & affected[opened.rule]
            touched[log.strand[opened.place[early]]] = True
    return touched if touched.any() else None


def _without(found: Outcome, strands: Mask) -> Outcome:
    stretches = found.stretches
    kept = ~strands[stretches.strand]
    return Outcome(
        found.instances.pick(~strands[found.instances.strand]),
        Stretches(*(getattr(stretches, column.name)[kept] for column in fields(stretches))),
        found.defaults.pick(~strands[found.defaults.strand]),
    )
