"""Who may make a dossier out of a signal, and what the agreements get to know from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.cases.origins import origin_of
from vangnet.cases.queries import signals as queries
from vangnet.cases.rules.acts import may_open
from vangnet.protocol import catalogue
from vangnet.signals.models import Signal, SignalPerson
from vangnet.signals.states import SignalState

UNKNOWN = "unknown"
CLAIMED = "claimed"
# The steps of the agreements with which somebody says that there is a signal, the weightiest first, and what then follows from it.
OCCASIONS = ("indication", "signal_received")
REPORTED = "reported_to_registrar"
SIGNALLER = "signaller"
REGISTRAR = "registrar"


def may_register(actor: Actor, signal: Signal) -> Verdict:
    """The organisation that owns an open signal, or one of which others were registered already, may register."""
    if signal.owner_id != actor.own_organisation.pk:
        return refused(
            _("%(name)s owns this signal. Take it over first, or ask them to register.")
            % {"name": signal.owner.name}
        )
    if signal.state == SignalState.CLOSED:
        return refused(_("This signal is closed. Open a dossier without it, or report a new signal."))
    handles = has_permission(actor, Permission.HANDLE_SIGNAL)
    return may_open(actor) if handles.allowed else handles


def may_register_person(signal: Signal, person: SignalPerson | None) -> Verdict:
    """Nobody is registered twice from one signal; of a group as many as were seen. Without persons nobody knows how many."""
    if person is None or queries.registered(signal, person.number) < person.number_of_people:
        return ALLOWED
    return refused(
        _(
            "Person %(number)d of this signal has a dossier already. "
            "If there are more people, report them in a new signal."
        )
        % {"number": person.number}
    )


def minimum_of(signal: Signal, person: SignalPerson | None) -> dict[str, object]:
    """The facts with which a dossier opens, as far as the report says them; what nobody knows stays unknown.

    What a report says is claimed, never established. With more than one form the program does not choose.
    """
    told = {**_told_of(signal, person), "form_of_exploitation": _form(signal, person)}
    known = catalogue.current().corpus.facts
    return {code: _fact(value) for code, value in told.items() if code in known}


def occasion(party: str, reporter: str) -> tuple[str, str]:
    """The step that starts the agreements and who did it: whoever reported, or else whoever registers, or somebody outside."""
    steps = catalogue.current().corpus.steps
    for doer in (reporter, party, SIGNALLER):
        for code in OCCASIONS:
            if doer and code in steps and doer in steps[code].by:
                return code, doer
    return "", ""


def reports_too(party: str, doer: str) -> bool:
    """Whether it has reached the registrar with this: then its own terms, such as that of confirming, begin to run."""
    step = catalogue.current().corpus.steps.get(REPORTED)
    return party == REGISTRAR and step is not None and doer in step.by


def facts_of_step(code: str, known: Mapping[str, str]) -> dict[str, object]:
    """What a signal can say with a step, as far as the agreements let that step tell it."""
    step = catalogue.current().corpus.steps.get(code)
    fields: Collection[str] = step.fields if step is not None else ()
    return {name: value for name, value in known.items() if value and name in fields}


def _told_of(signal: Signal, person: SignalPerson | None) -> dict[str, object]:
    if person is None:
        return {"age": None, "age_at_recruitment": None, "origin": ""}
    return {
        "age": person.age,
        "age_at_recruitment": person.age_at_recruitment,
        "origin": origin_of(person.nationality, on=signal.received_at.date()),
    }


def _form(signal: Signal, person: SignalPerson | None) -> str:
    named = (person.forms if person else []) or signal.forms
    known = catalogue.current().corpus.facts.get("form_of_exploitation")
    forms = [one for one in named if known is not None and one in known.values]
    return forms[0] if len(forms) == 1 else ""


def _fact(value: object) -> object:
    return {"value": value, "certainty": CLAIMED} if value not in (None, "") else UNKNOWN
