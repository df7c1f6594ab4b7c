"""What the person said about sharing, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vangnet.access import kinds
from vangnet.access.models import Organisation
from vangnet.cases.models import CONSENT_LABELS, Consent, Decider, Heard
from vangnet.cases.presenters import lawful
from vangnet.cases.queries import Said
from vangnet.cases.queries.consents import ANY_OF_KIND
from vangnet.cases.states import ConsentState


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One answer of the person, and whether it still stands."""

    key: str
    state: str
    badge: str
    stands: bool
    may_be_withdrawn: bool
    kinds: str
    receivers: str
    purpose: str
    asked_on: date
    language: str
    interpreter: str
    decider: str
    child_heard: str
    organisation: str
    explanation: str
    withdrawn_because: str


BADGES = {ConsentState.GIVEN: "ok", ConsentState.REFUSED: "warning", ConsentState.WITHDRAWN: "neutral"}


def lines(found: Iterable[Said], names: Mapping[str, str]) -> list[ConsentLine]:
    """Every answer of the person, newest first."""
    return [_line(one, names) for one in found]


def receiver_choices(present: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Who a consent can be about: the organisations of the dossier, and every organisation of a kind."""
    named = [(one.code, one.name) for one in present]
    every = [(ANY_OF_KIND + one.code, lawful.kind_name(one)) for one in kinds.all()]
    return [*named, *sorted(every, key=lambda one: one[1])]


def _line(said: Said, names: Mapping[str, str]) -> ConsentLine:
    one: Consent = said.consent
    heard = Heard(one.child_heard)
    return ConsentLine(
        key=str(one.pk),
        state=str(CONSENT_LABELS[said.state]),
        badge=BADGES[said.state],
        stands=said.stands,
        may_be_withdrawn=said.stands and one.state == ConsentState.GIVEN,
        kinds=lawful.kinds(one.categories),
        receivers=lawful.receiver_names(one.receivers, dict(names)),
        purpose=lawful.PURPOSES[one.purpose](),
        asked_on=one.asked_on,
        language=one.language,
        interpreter=one.interpreter,
        decider=str(Decider(one.decider).label),
        child_heard="" if heard == Heard.NOT_A_CHILD else str(heard.label),
        organisation=one.organisation.name,
        explanation=one.explanation,
        withdrawn_because=said.withdrawal.explanation if said.withdrawal else "",
    )
