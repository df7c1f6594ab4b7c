"""The engine that judges: plain Python, no Django, no other package."""

from vangnet.protocol.engine.cases import CaseErrors, load_cases
from vangnet.protocol.engine.instances import DutyInstance, PeriodInstance, RightInstance
from vangnet.protocol.engine.loading import AgreementErrors, load_directory
from vangnet.protocol.engine.model import Case, Corpus, Event, Problem
from vangnet.protocol.engine.program import Program, compile_corpus
from vangnet.protocol.engine.results import Judgement, judge

__all__ = [
    "AgreementErrors",
    "Case",
    "CaseErrors",
    "Corpus",
    "DutyInstance",
    "Event",
    "Judgement",
    "PeriodInstance",
    "Problem",
    "Program",
    "RightInstance",
    "compile_corpus",
    "judge",
    "load_cases",
    "load_directory",
]
