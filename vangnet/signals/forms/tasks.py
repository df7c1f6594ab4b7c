"""What people can do with a signal, each as a form with its words and its act; one page shows any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access import queries as access
from vangnet.access.actors import Actor
from vangnet.access.models import Account, Organisation
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, NotFound, demand
from vangnet.signals import services
from vangnet.signals.forms import acts as forms
from vangnet.signals.models import Assessment, Signal, SignalText
from vangnet.signals.presenters import words
from vangnet.signals.queries import signals, visibility
from vangnet.signals.rules import handling as rules

Sent = QueryDict | None
Perform = Callable[[Mapping[str, Any]], object]


@dataclass(frozen=True)
class Task:
    """One thing that somebody is about to do."""

    form: Any
    title: str
    act: str
    perform: Perform
    lead: str = ""
    warnings: tuple[str, ...] = ()

    def carried_out(self) -> bool:
        """Whether it was done; otherwise the form says why not and keeps what was filled in."""
        if not (self.form.is_bound and self.form.is_valid()):
            return False
        try:
            self.perform(self.form.cleaned_data)
        except NotAllowed as refusal:
            self.form.show_refusal(refusal.verdict)
            return False
        return True


@dataclass(frozen=True, slots=True)
class Doing:
    """Who is about to do something with which signal, and what was sent."""

    actor: Actor
    signal: Signal
    sent: Sent
    asked: QueryDict

    def by(self, service: Callable[..., object], subject: object = None, **given: str) -> Perform:
        """What carries out a service for the signal, or for another subject; `given` says which answer is which argument."""
        about = subject if subject is not None else self.signal

        def perform(answers: Mapping[str, Any]) -> object:
            return service(about, **{name: answers[field] for name, field in given.items()}, by=self.actor)

        return perform


def take(doing: Doing) -> Task:
    """Taking a new signal in hand."""
    return Task(
        forms.ConfirmForm(doing.sent),
        _("Take the signal in hand"),
        pgettext("button", "Take in hand"),
        doing.by(services.take),
        _("From now on colleagues see that somebody looks at it. You handle it until you say otherwise."),
    )


def handler(doing: Doing) -> Task:
    """Saying who of the own organisation handles a signal."""
    form = forms.HandlerForm(doing.sent, people=_colleagues(doing.actor))
    return Task(
        form,
        _("Who handles this signal?"),
        pgettext("button", "Save"),
        lambda _given: services.set_handler(doing.signal, account=form.chosen, by=doing.actor),
        _("Your organisation stays the owner."),
    )


def ask(doing: Doing) -> Task:
    """Asking the reporter for more."""
    form = forms.TextForm(
        doing.sent,
        label=_("What do you want to ask?"),
        help_text=_("The reporter reads this. No names, and nothing that brings somebody in danger."),
    )
    return Task(
        form,
        _("Ask the reporter something"),
        pgettext("button", "Ask"),
        doing.by(services.ask, question="text"),
        _("Whoever reported without a name reads the question on the page that their words open."),
    )


def note(doing: Doing) -> Task:
    """Writing something down for who works with the signal."""
    form = forms.NoteForm(doing.sent)
    return Task(
        form,
        _("Write a note"),
        pgettext("button", "Save"),
        lambda given: services.note(
            doing.signal, text=given["text"], is_tactical=form.is_tactical, by=doing.actor
        ),
    )


def answer(doing: Doing) -> Task:
    """Answering the question of the owner, or writing down the answer that somebody gave."""
    return _heard(doing, SignalText.Kind.ANSWER, _("Answer the question"))


def add(doing: Doing) -> Task:
    """Adding something to a report."""
    return _heard(doing, SignalText.Kind.ADDITION, _("Add something to this signal"))


def _heard(doing: Doing, kind: str, title: str) -> Task:
    form = forms.TextForm(
        doing.sent,
        label=_("What does the reporter say?"),
        help_text=_("What was seen, heard or read. Say what is certain and what somebody thinks."),
    )
    asked = [
        one for one in signals.texts(doing.actor, doing.signal).get(SignalText.Kind.QUESTION, []) if one.text
    ]
    return Task(
        form,
        title,
        pgettext("button", "Save"),
        lambda given: services.hear(doing.signal, text=given["text"], kind=kind, by=doing.actor),
        asked[-1].text or "" if asked and kind == SignalText.Kind.ANSWER else "",
    )


def view(doing: Doing) -> Task:
    """Saying what the own organisation makes of a signal."""
    return Task(
        forms.ViewForm(doing.sent),
        _("What does your organisation make of it?"),
        pgettext("button", "Save"),
        doing.by(services.view, finding="finding", basis="basis"),
        _("It stands beside what other organisations make of it. A later view takes the place of yours."),
        _other_views(doing),
    )


def park(doing: Doing) -> Task:
    """Putting a signal aside until a day."""
    return Task(
        forms.ParkForm(doing.sent, reasons="park"),
        _("Park the signal until a day"),
        pgettext("button", "Park"),
        doing.by(services.park, reason="reason", review_on="review_on"),
        _("Nothing is thrown away. New signals that belong with it can bring it back earlier."),
    )


def resume(doing: Doing) -> Task:
    """Taking a parked signal up again."""
    return Task(
        forms.ConfirmForm(doing.sent),
        _("Take the signal up again"),
        pgettext("button", "Take up again"),
        doing.by(services.resume),
    )


def pass_on(doing: Doing) -> Task:
    """Passing a signal to investigation."""
    return Task(
        forms.ConfirmForm(doing.sent),
        _("Pass the signal to investigation"),
        pgettext("button", "Pass on"),
        doing.by(services.pass_to_investigation),
        _(
            "It ends in started, parked or refused, with a reason. Until then it stands in your inbox with its age."
        ),
    )


def outcome(doing: Doing) -> Task:
    """Saying what became of an investigation."""
    form = forms.OutcomeForm(doing.sent)

    def perform(given: Mapping[str, Any]) -> object:
        decided, reason = form.chosen
        return services.decide_investigation(
            doing.signal, outcome=decided, reason=reason, review_on=given["review_on"], by=doing.actor
        )

    return Task(form, _("What became of the investigation?"), pgettext("button", "Save"), perform)


def feedback(doing: Doing) -> Task:
    """Telling the reporter something."""
    form = forms.FeedbackForm(doing.sent, reporter_type=doing.signal.reporter_type)
    about = {"reporter": words.reporter_type(doing.signal.reporter_type).lower()}
    return Task(
        form,
        _("Tell the reporter something"),
        pgettext("button", "Tell"),
        doing.by(services.give_feedback, level="level", text="text"),
        _(
            "Kind of reporter: %(reporter)s. Whoever reported without a name reads it on the page that their words open."
        )
        % about,
    )


def close(doing: Doing) -> Task:
    """Closing a signal."""
    return Task(
        forms.CloseForm(doing.sent),
        _("Close the signal"),
        pgettext("button", "Close"),
        doing.by(services.close, reason="reason", basis="basis"),
        _("A closed signal stays readable, and a new signal that belongs with it can be seen beside it."),
        _other_views(doing),
    )


def reopen(doing: Doing) -> Task:
    """Opening a closed signal again."""
    return Task(
        forms.ConfirmForm(doing.sent),
        _("Open the signal again"),
        pgettext("button", "Open again"),
        doing.by(services.reopen),
    )


def offer(doing: Doing) -> Task:
    """Offering a signal to another organisation."""
    proposals = signals.proposal(doing.actor, doing.signal)
    chosen = next((one for one in proposals if one.organisation.code == doing.asked.get("to")), None)
    form = forms.OfferForm(
        doing.sent,
        proposals=proposals,
        organisations=_others(doing.actor),
        grounds=words.grounds(),
        initial={"to": f"{chosen.rule}:{chosen.organisation.code}"} if chosen else {},
    )

    def perform(_given: Mapping[str, Any]) -> object:
        to, why, ground = form.chosen
        return services.offer(doing.signal, to=to, why=why, ground=ground, by=doing.actor)

    return Task(
        form,
        _("Offer the signal to another organisation"),
        pgettext("button", "Offer"),
        perform,
        _(
            "Your organisation stays the owner until the other one says yes. Without an answer both are reminded."
        ),
    )


def accept(doing: Doing) -> Task:
    """Taking over what was offered."""
    offered = visibility.offer(doing.actor, doing.signal)
    return Task(
        forms.ConfirmForm(doing.sent),
        _("Take the signal over"),
        pgettext("button", "Take over"),
        doing.by(services.accept, offered),
        _("Your organisation becomes the owner, and answers for what happens with it."),
    )


def refuse(doing: Doing) -> Task:
    """Not taking over what was offered."""
    offered = visibility.offer(doing.actor, doing.signal)
    return Task(
        forms.ReasonForm(doing.sent, reasons="refuse"),
        _("Do not take the signal over"),
        pgettext("button", "Send the answer"),
        doing.by(services.refuse, offered, reason="reason"),
        _("Whoever offers it stays the owner and reads your reason."),
    )


def withdraw(doing: Doing) -> Task:
    """Taking an offer back."""
    offered = visibility.open_offer(doing.signal)
    if offered is None:
        raise NotFound
    return Task(
        forms.ReasonForm(doing.sent, reasons="withdraw"),
        _("Take the offer to %(name)s back") % {"name": offered.receiver},
        pgettext("button", "Take back"),
        doing.by(services.withdraw, offered, reason="reason"),
    )


TASKS: Mapping[str, Callable[[Doing], Task]] = {
    "take": take,
    "handler": handler,
    "ask": ask,
    "note": note,
    "answer": answer,
    "add": add,
    "view": view,
    "park": park,
    "resume": resume,
    "pass": pass_on,
    "outcome": outcome,
    "feedback": feedback,
    "close": close,
    "reopen": reopen,
    "offer": offer,
    "accept": accept,
    "refuse": refuse,
    "withdraw": withdraw,
}
# Acts that are not only for the owner; the rule of each act says for whom.
FOR_OTHERS = frozenset({"accept", "refuse", "view", "answer", "add"})


def task(name: str, doing: Doing) -> Task:
    """The task of a page, when this person may do it for the signal as it stands."""
    demand(has_permission(doing.actor, Permission.HANDLE_SIGNAL))
    if name not in FOR_OTHERS:
        demand(rules.may_handle(doing.actor, doing.signal))
    elif name not in ("accept", "refuse"):
        visibility.require(doing.actor, doing.signal)
    return TASKS[name](doing)


def _colleagues(actor: Actor) -> list[Account]:
    """Who of the own organisation can handle a signal, each once."""
    working = access.members(actor, actor.own_organisation)
    able = (one.account for one in working if Permission.HANDLE_SIGNAL in one.role_class.permissions)
    return list({one.pk: one for one in able}.values())


def _others(actor: Actor) -> list[Organisation]:
    """The other organisations of the chain, by name."""
    own = actor.own_organisation.pk
    return sorted((one for one in access.organisations(actor) if one.pk != own), key=lambda one: one.name)


def _other_views(doing: Doing) -> tuple[str, ...]:
    """What other organisations made of it, as sentences beside the own choice."""
    labels = dict(Assessment.Finding.choices)
    own = doing.actor.organisation
    return tuple(
        _("%(name)s found: %(finding)s.") % {"name": one.organisation.name, "finding": labels[one.finding]}
        for one in signals.assessments(doing.actor, doing.signal)
        if own is None or one.organisation_id != own.pk
    )
