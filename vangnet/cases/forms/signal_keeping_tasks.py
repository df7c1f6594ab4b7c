"""What people can do about keeping a signal and about what is asked about it, each as a form with its words and its act."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.actors import Actor
from vangnet.access.models import KeepingDecision, RightsRequest
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import keeping as rights_rules
from vangnet.cases import services
from vangnet.cases.forms.keeping import ProposalAnswerForm, RightAnswerForm, RightForm
from vangnet.cases.forms.keeping_tasks import Sent, Task
from vangnet.cases.forms.steps import ReasonForm
from vangnet.cases.queries import signal_keeping as queries
from vangnet.cases.queries import signal_rights
from vangnet.cases.rules import signal_keeping as rules
from vangnet.core import clock
from vangnet.signals.models import Signal

Making = Callable[[Actor, Signal, Sent, int], Task]


def destroy(actor: Actor, signal: Signal, sent: Sent, _number: int) -> Task:
    demand(rules.may_propose(actor, signal))
    return Task(
        ReasonForm(sent),
        _("Let go of signal %(name)s") % {"name": signal.reference},
        pgettext("button", "Propose"),
        lambda given: services.propose_signal_destruction(signal, reason=given["reason"], by=actor),
        _("Texts, people and marks are destroyed for good. The codes stay for figures."),
    )


def hold(actor: Actor, signal: Signal, sent: Sent, _number: int) -> Task:
    demand(rules.may_hold(actor, signal))
    return Task(
        ReasonForm(sent),
        _("Destroy nothing for now"),
        pgettext("button", "Ask"),
        lambda given: services.ask_signal_hold(signal, reason=given["reason"], by=actor),
        _("This holds at once. A second person confirms it; it ends only when two people say so."),
    )


def lift(actor: Actor, signal: Signal, sent: Sent, number: int) -> Task:
    held = _decision(signal, number)
    demand(rules.may_lift(actor, held, signal))
    return Task(
        ReasonForm(sent),
        _("Allow destruction again"),
        pgettext("button", "Propose"),
        lambda given: services.ask_signal_lift(held, signal=signal, reason=given["reason"], by=actor),
        _("Until a second person agrees, nothing may be destroyed."),
    )


def answer(actor: Actor, signal: Signal, sent: Sent, number: int) -> Task:
    asked = _decision(signal, number)
    demand(rules.may_answer(actor, asked, signal, approve=False))
    about = {"what": asked.get_kind_display(), "reason": asked.reason, "name": asked.account}
    goes = asked.kind == KeepingDecision.Kind.DESTROY

    def perform(given: Mapping[str, str]) -> object:
        agrees, why = given["answer"] == "yes", given["reason"]
        if goes:
            return services.answer_signal_destruction(signal, approve=agrees, reason=why, by=actor)
        return services.answer_signal_hold(asked, signal=signal, approve=agrees, reason=why, by=actor)

    return Task(
        ProposalAnswerForm(sent),
        _("Answer as the second person"),
        pgettext("button", "Answer"),
        perform,
        _("%(name)s proposes: %(what)s. Reason: %(reason)s") % about,
    )


def ask_right(actor: Actor, signal: Signal, sent: Sent, _number: int) -> Task:
    demand(rights_rules.may_record_right(actor, clock.today()))
    return Task(
        RightForm(sent),
        _("Write down what the person asks"),
        pgettext("button", "Save"),
        lambda given: services.record_signal_request(signal, **given, by=actor),
        _(
            "First be sure that it is the person, and not somebody who looks for them. Never say who reported. "
            "The term for the answer runs from the day on which the request came."
        ),
    )


def answer_right(actor: Actor, signal: Signal, sent: Sent, number: int) -> Task:
    asked = _request(actor, signal, number)
    demand(rights_rules.may_answer_right(actor, asked))
    return Task(
        RightAnswerForm(sent),
        _("Answer the person: %(what)s") % {"what": asked.get_right_display()},
        pgettext("button", "Answer"),
        lambda given: services.answer_signal_request(asked, signal=signal, **given, by=actor),
        asked.wish,
    )


def extend_right(actor: Actor, signal: Signal, sent: Sent, number: int) -> Task:
    asked = _request(actor, signal, number)
    demand(rights_rules.may_extend_right(actor, asked))
    return Task(
        ReasonForm(sent),
        _("Put the answer off"),
        pgettext("button", "Put off"),
        lambda given: services.extend_signal_request(asked, signal=signal, reason=given["reason"], by=actor),
        _("This can be done once. Tell the person why, and when the answer comes."),
    )


def _decision(signal: Signal, number: int) -> KeepingDecision:
    found = queries.decisions(signal)
    if not 0 < number <= len(found):
        raise NotFound
    return found[number - 1]


def _request(actor: Actor, signal: Signal, number: int) -> RightsRequest:
    found = signal_rights.requests(actor, signal)
    if not 0 < number <= len(found):
        raise NotFound
    return found[number - 1]


TASKS: Mapping[str, Making] = {
    "destroy": destroy,
    "hold": hold,
    "lift": lift,
    "answer": answer,
    "ask_right": ask_right,
    "answer_right": answer_right,
    "extend_right": extend_right,
}
