"""Which events open an instance of a clause, by which rule, and how certain that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vangnet.protocol.engine.columnar.found import CERTAIN, IN_DOUBT, UNDETERMINED
from vangnet.protocol.engine.columnar.log import Log
from vangnet.protocol.engine.columnar.masks import Mask
from vangnet.protocol.engine.columnar.population import NOTHING, Integers
from vangnet.protocol.engine.columnar.sheets import Sheet

DOUBT = {"applies": IN_DOUBT, "ask": UNDETERMINED}
LEFT_OUT = -1


@dataclass(slots=True)
class Openings:
    """Events that may open an instance, in order; the repeat policy decides whether they do."""

    place: Integers
    rule: Integers
    doubt: Integers

    def __len__(self) -> int:
        return len(self.place)

    def pick(self, which: Integers | Mask) -> Openings:
        """Some of the openings."""
        return Openings(self.place[which], self.rule[which], self.doubt[which])


def openings(sheet: Sheet, log: Log) -> Openings:
    """Every event that opens an instance by the version of its own moment, its guard not being false."""
    places = log.at(sheet.opening)
    rules = sheet.governing(log.time[places])
    opens = rules != NOTHING
    if len(sheet.rules) > 1:
        opens &= sheet.step_table(log, "on")[rules, log.step[places]]
    if not opens.all():
        places, rules = places[opens], rules[opens]
    opened = Openings(places, rules, np.full(len(places), CERTAIN))
    for number, rule in enumerate(sheet.rules):
        if rule.opening is not None or rule.regions:
            _weigh(sheet, log, opened, number)
    kept = opened.doubt != LEFT_OUT
    return opened if kept.all() else opened.pick(kept)


def _weigh(sheet: Sheet, log: Log, opened: Openings, number: int) -> None:
    """Let the guard of one rule say how certain the openings are that it governs."""
    rule = sheet.rules[number]
    mine = np.flatnonzero(opened.rule == number) if len(sheet.rules) > 1 else slice(None)
    held = sheet.opens(log, rule, opened.place[mine])
    doubt = np.where(held.false, LEFT_OUT, DOUBT.get(rule.in_doubt, LEFT_OUT))
    opened.doubt[mine] = np.where(held.true, CERTAIN, doubt)
