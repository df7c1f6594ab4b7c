"""The columnar evaluator: judges a whole population at once, with the same answers as the plain evaluator."""

from vangnet.protocol.engine.columnar.judging import judge_population
from vangnet.protocol.engine.columnar.lines import DUTY_STATUSES, PERIOD_STATUSES, Lines
from vangnet.protocol.engine.columnar.population import FactColumn, Population
from vangnet.protocol.engine.columnar.records import CaseResult, told_by
from vangnet.protocol.engine.columnar.result import PopulationResult

__all__ = [
    "DUTY_STATUSES",
    "PERIOD_STATUSES",
    "CaseResult",
    "FactColumn",
    "Lines",
    "Population",
    "PopulationResult",
    "judge_population",
    "told_by",
]
