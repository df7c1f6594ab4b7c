"""What people can do about keeping and rights, each as a form with its words and its act: the same on every page that offers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.actors import Actor
from vangnet.access.models import KeepingDecision, RightsRequest
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, NotFound, demand, refused
from vangnet.cases import keeping as rules
from vangnet.cases import services
from vangnet.cases.forms.keeping import (
    KeepLongerForm,
    KindsForm,
    ProposalAnswerForm,
    RightAnswerForm,
    RightForm,
)
from vangnet.cases.forms.steps import ReasonForm
from vangnet.cases.models import Dossier
from vangnet.cases.queries import keeping, rights
from vangnet.core import clock
from vangnet.protocol.log import EntryRefused

Sent = QueryDict | None


@dataclass(frozen=True)
class Task:
    """One thing that somebody is about to do."""

    form: Any
    title: str
    act: str
    perform: Callable[[Mapping[str, Any]], object]
    lead: str = ""

    def carried_out(self) -> bool:
        """Whether it was done; otherwise the form says why not and keeps what was filled in."""
        if not (self.form.is_bound and self.form.is_valid()):
            return False
        try:
            self.perform(self.form.cleaned_data)
        except EntryRefused as refusal:
            self.form.show_problems(refusal.problems)
        except NotAllowed as refusal:
            self.form.show_refusal(refusal.verdict)
        else:
            return True
        return False


def close(actor: Actor, dossier: Dossier, sent: Sent, _number: int) -> Task:
    demand(rules.may_close(actor, dossier))
    return Task(
        ReasonForm(sent),
        _("Close the dossier"),
        pgettext("button", "Close"),
        lambda given: services.close_dossier(dossier, reason=given["reason"], by=actor),
        _("The terms of keeping start now. It stays readable, and a new step opens it again."),
    )


def reopen(actor: Actor, dossier: Dossier, sent: Sent, _number: int) -> Task:
    demand(rules.may_reopen(actor, dossier))
    return Task(
        ReasonForm(sent),
        _("Open the dossier again"),
        pgettext("button", "Open again"),
        lambda given: services.reopen_dossier(dossier, reason=given["reason"], by=actor),
        _("The terms of keeping stop, and start anew at the next closing."),
    )


def hold(actor: Actor, dossier: Dossier, sent: Sent, _number: int) -> Task:
    demand(rules.may_ask_hold(actor))
    return Task(
        ReasonForm(sent),
        _("Destroy nothing for now"),
        pgettext("button", "Ask"),
        lambda given: services.ask_hold(dossier, reason=given["reason"], by=actor),
        _("This holds at once. A second person confirms it; it ends only when two people say so."),
    )


def lift(actor: Actor, dossier: Dossier, sent: Sent, number: int) -> Task:
    held = _decision(dossier, number)
    demand(rules.may_ask_lift(actor, held, dossier))
    return Task(
        ReasonForm(sent),
        _("Allow destruction again"),
        pgettext("button", "Propose"),
        lambda given: services.ask_lift(held, dossier=dossier, reason=given["reason"], by=actor),
        _("Until a second person agrees, nothing may be destroyed."),
    )


def longer(actor: Actor, dossier: Dossier, sent: Sent, _number: int) -> Task:
    demand(has_permission(actor, Permission.DECIDE_KEEPING))
    kinds = [(one.category.value, one.category.label) for one in keeping.kept(dossier)]
    if not kinds:
        demand(refused(_("Nothing is left of this dossier that could be kept longer.")))
    return Task(
        KeepLongerForm(sent, kinds=kinds),
        _("Keep data longer"),
        pgettext("button", "Keep longer"),
        lambda given: services.keep_longer(
            dossier,
            categories=given["categories"],
            until=given["until"],
            reason=given["reason"],
            by=actor,
        ),
        _("Say why the data are still needed. The person may ask about this."),
    )


def destroy(actor: Actor, dossier: Dossier, sent: Sent, _number: int) -> Task:
    today = clock.today()
    kinds = [(one.category.value, one.category.label) for one in keeping.kept(dossier) if one.is_due(today)]
    if not kinds:
        demand(refused(_("No term has passed yet. Nothing can be destroyed now.")))
    return Task(
        KindsForm(sent, kinds=kinds),
        _("Propose to destroy data"),
        pgettext("button", "Propose"),
        lambda given: services.propose_destruction(
            dossier, categories=given["categories"], reason=given["reason"], by=actor
        ),
        _("A second person must agree. After that the data are gone for ever."),
    )


def answer(actor: Actor, dossier: Dossier, sent: Sent, number: int) -> Task:
    asked = _decision(dossier, number)
    demand(rules.may_answer(actor, asked, dossier, approve=False))
    about = {"what": asked.get_kind_display(), "reason": asked.reason, "name": asked.account}
    return Task(
        ProposalAnswerForm(sent),
        _("Answer as the second person"),
        pgettext("button", "Answer"),
        lambda given: services.answer_decision(
            asked, dossier=dossier, approve=given["answer"] == "yes", reason=given["reason"], by=actor
        ),
        _("%(name)s proposes: %(what)s. Reason: %(reason)s") % about,
    )


def ask_right(actor: Actor, dossier: Dossier, sent: Sent, _number: int) -> Task:
    demand(rules.may_record_right(actor, clock.today()))
    return Task(
        RightForm(sent),
        _("Write down what the person asks"),
        pgettext("button", "Save"),
        lambda given: services.record_request(dossier, **given, by=actor),
        _("The term for the answer runs from the day on which the request came."),
    )


def answer_right(actor: Actor, dossier: Dossier, sent: Sent, number: int) -> Task:
    asked = _request(actor, dossier, number)
    demand(rules.may_answer_right(actor, asked))
    return Task(
        RightAnswerForm(sent),
        _("Answer the person: %(what)s") % {"what": asked.get_right_display()},
        pgettext("button", "Answer"),
        lambda given: services.answer_request(asked, dossier=dossier, **given, by=actor),
        asked.wish,
    )


def extend_right(actor: Actor, dossier: Dossier, sent: Sent, number: int) -> Task:
    asked = _request(actor, dossier, number)
    demand(rules.may_extend_right(actor, asked))
    return Task(
        ReasonForm(sent),
        _("Put the answer off"),
        pgettext("button", "Put off"),
        lambda given: services.extend_request(asked, dossier=dossier, reason=given["reason"], by=actor),
        _("This can be done once. Tell the person why, and when the answer comes."),
    )


TASKS: Mapping[str, Callable[[Actor, Dossier, Sent, int], Task]] = {
    "close": close,
    "reopen": reopen,
    "hold": hold,
    "lift": lift,
    "longer": longer,
    "destroy": destroy,
    "answer": answer,
    "ask_right": ask_right,
    "answer_right": answer_right,
    "extend_right": extend_right,
}


def _decision(dossier: Dossier, number: int) -> KeepingDecision:
    decided = keeping.decisions(dossier)
    if not 1 <= number <= len(decided):
        raise NotFound
    return decided[number - 1]


def _request(actor: Actor, dossier: Dossier, number: int) -> RightsRequest:
    asked = rights.requests(actor, dossier)
    if not 1 <= number <= len(asked):
        raise NotFound
    return asked[number - 1]
