"""Runs the cases of the trial route through SpiffWorkflow, the workflow engine that we compare ourselves with."""

from __future__ import annotations

import datetime
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.event_definitions import timer
from SpiffWorkflow.util.task import TaskState

from bench.toy.cases import ToyEvent
from bench.toy.diagram import DUTY_OF_TASK, PROCESS, draw


class Clock(datetime.datetime):
    """Stands in for the wall clock inside SpiffWorkflow, which cannot be given a moment."""

    moment: float = 0.0

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        return datetime.datetime.fromtimestamp(cls.moment, tz)


@dataclass(frozen=True, slots=True)
class Replay:
    """What SpiffWorkflow made of one case."""

    duties: dict[str, str]
    refused: int
    workflow: BpmnWorkflow


class Runner:
    """One parsed diagram on which cases are replayed."""

    def __init__(self) -> None:
        timer.datetime = Clock
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder) / "toy-route.bpmn"
            place.write_text(draw(), encoding="utf-8")
            parser = BpmnParser()
            parser.add_bpmn_file(str(place))
        self._spec = parser.get_spec(PROCESS)
        self._inner = parser.get_subprocess_specs(PROCESS)
        self._serializer = BpmnWorkflowSerializer()

    def replay(self, history: list[ToyEvent], at: int) -> Replay:
        """Offers every event to the workflow at its own moment and asks at the end what waits."""
        Clock.moment = history[0].moment - 1
        workflow = BpmnWorkflow(self._spec, self._inner)
        workflow.do_engine_steps()
        refused = sum(not self._offer(workflow, event) for event in history)
        Clock.moment = at
        workflow.refresh_timers()
        workflow.do_engine_steps()
        return Replay(_waiting(workflow), refused, workflow)

    def _offer(self, workflow: BpmnWorkflow, event: ToyEvent) -> bool:
        Clock.moment = event.moment
        workflow.refresh_timers()
        task = workflow.get_next_task(state=TaskState.READY, spec_name=event.step)
        if task is None:
            return False
        task.data.update(event.facts)
        task.run()
        workflow.do_engine_steps()
        return True

    def stored(self, replay: Replay) -> int:
        """Bytes that SpiffWorkflow keeps to be able to go on with this case."""
        return len(json.dumps(self._serializer.to_dict(replay.workflow)).encode())


def _waiting(workflow: BpmnWorkflow) -> dict[str, str]:
    ready = {task.task_spec.name for task in workflow.get_tasks(state=TaskState.READY)}
    late = {task.task_spec.name for task in workflow.get_tasks(state=TaskState.COMPLETED)}
    return {
        duty: "overdue" if f"late_{task}" in late else "open"
        for task, duty in DUTY_OF_TASK.items()
        if task in ready
    }
