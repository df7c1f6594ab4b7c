"""A judgement as text for people: one block per kind of result, most urgent duties first, each with its reason."""

from __future__ import annotations

from typing import Any

from vangnet.protocol.engine.instances import DutyInstance
from vangnet.protocol.engine.results import Judgement
from vangnet.protocol.engine.wording import Explainer
from vangnet.protocol.engine.words import HEADINGS, STATUS

ORDER = ("overdue", "open", "undetermined", "late", "in_time", "lapsed")


def report(judgement: Judgement, language: str) -> str:
    """Write a judgement as readable text."""
    writer = _Writer(judgement, language)
    return "\n".join(writer.lines())


class _Writer:
    def __init__(self, judgement: Judgement, language: str) -> None:
        self.judgement = judgement
        self.explainer = Explainer(judgement.program.corpus, language)
        self.headings = HEADINGS[language]
        self.status = STATUS[language]

    def lines(self) -> list[str]:
        judgement, say = self.judgement, self.explainer
        head = f"{self.headings['case']} {judgement.case.id} {self.headings['at']} {say.moment(judgement.at)}"
        if judgement.known is not None:
            head += f", {self.headings['known']} {say.moment(judgement.known)}"
        duties = sorted(judgement.duties, key=lambda duty: (ORDER.index(duty.status), duty.due or 0))
        return [
            head,
            *self._block("duties", [line for duty in duties for line in self._duty(duty)]),
            *self._block(
                "periods", [self._row(each.status, each.code, each.due) for each in judgement.periods]
            ),
            *self._block(
                "rights", [self._row(each.status, each.code, each.due) for each in judgement.rights]
            ),
            *self._block("prohibitions", [f"{each.rule.track.code}" for each in judgement.prohibitions]),
            *self._block("breaches", [self._violation(each) for each in judgement.breaches]),
            *self._block("deviations", [self._violation(each) for each in judgement.deviations]),
            *self._block("next_steps", self._next_steps()),
            *self._block("facts_to_ask", [say.fact_label(code) for code in judgement.facts_to_ask]),
        ]

    def _block(self, heading: str, lines: list[str]) -> list[str]:
        return ["", self.headings[heading], *(f"  {line}" for line in lines or [self.headings["none"]])]

    def _row(self, status: str, name: str, due: float | None, word: str = "until") -> str:
        when = (
            self.headings["no_due"] if due is None else f"{self.headings[word]} {self.explainer.moment(due)}"
        )
        return f"{self.status[status]:<20} {name:<48} {when}"

    def _duty(self, duty: DutyInstance) -> list[str]:
        name = f"{duty.code} ({duty.subject})" if len(self.judgement.runs) > 1 else duty.code
        row = self._row(duty.status, name, duty.due, "due")
        return [row, *(f"    {sentence}" for sentence in self.explainer.explain(duty))]

    def _violation(self, found: Any) -> str:
        event = found.event
        doubt = "" if found.certain else "?"
        moment = self.explainer.moment(event.occurred)
        return f"{found.rule.track.code}{doubt}: {self.explainer.step(event.step)} ({event.id}, {moment})"

    def _next_steps(self) -> list[str]:
        return [
            f"{self.status[each.verdict]:<20} {self.explainer.step(each.step)}"
            for each in self.judgement.next_steps
        ]
