"""Writing down what the person said about sharing. A refusal never changes what is done for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.verdicts import demand
from vangnet.cases import events, queries, rules
from vangnet.cases.models import Consent, Decider, Dossier, Heard
from vangnet.cases.notice_words import CONSENT_WITHDRAWN, PARTICIPATION_ENDED
from vangnet.cases.services.reasons import given, readable
from vangnet.cases.services.receiving import end_what_rested_on
from vangnet.cases.services.telling import tell
from vangnet.cases.states import ConsentState
from vangnet.core import clock
from vangnet.protocol import log
from vangnet.protocol.facts import FieldProblem
from vangnet.protocol.log import EntryRefused

LONGEST = 2_000
LONGEST_LANGUAGE = 60
EVENTS = {
    ConsentState.GIVEN: events.CONSENT_GIVEN,
    ConsentState.REFUSED: events.CONSENT_REFUSED,
    ConsentState.WITHDRAWN: events.CONSENT_WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk about sharing: about what, with whom, for what, in which language, and who decided."""

    categories: Sequence[str]
    receivers: Sequence[str]
    purpose: str
    asked_on: date
    language: str
    interpreter: str = ""
    decider: str = Decider.PERSON
    child_heard: str = Heard.NOT_A_CHILD
    explanation: str = ""


def record_consent(dossier: Dossier, *, state: ConsentState, talk: Talk, by: Actor) -> Consent:
    """Write down that the person agrees, or does not agree, that kinds of data go to somebody."""
    with audit.act("consent.record", by=by, dossier=dossier.pk) as trace:
        queries.require_part(by, dossier)
        demand(rules.may_record(by))
        stream = log.hold(dossier.pk)
        checked = _checked(talk)
        entry = tell(dossier, stream=stream, event=EVENTS[state], by=by)
        consent = Consent.objects.create(
            dossier=dossier,
            entry=entry,
            state=state,
            categories=sorted(checked.categories),
            receivers=sorted(checked.receivers),
            purpose=checked.purpose,
            asked_on=checked.asked_on,
            language=checked.language,
            interpreter=checked.interpreter,
            decider=checked.decider,
            child_heard=checked.child_heard,
            explanation=checked.explanation,
            recorded_at=clock.now(),
            recorded_by=by.own_account,
            organisation=by.own_organisation,
        )
        trace.objects.append(consent.pk)
    return consent


def withdraw_consent(consent: Consent, *, reason: str, by: Actor) -> Consent:
    """Write down that the person takes back a yes: from now on nothing is shared on it, and access that rested on it ends.

    What else gives an organisation access stays; whoever loses something is told. Whose taking part rested on it is out.
    """
    with audit.act("consent.withdraw", by=by, dossier=consent.dossier_id, objects=[consent.pk]) as trace:
        queries.require_part(by, consent.dossier)
        stream = log.hold(consent.dossier_id)
        demand(rules.may_withdraw_consent(by, consent))
        reason = given(reason, longest=LONGEST)
        entry = tell(consent.dossier, stream=stream, event=EVENTS[ConsentState.WITHDRAWN], by=by)
        line = Consent.objects.create(
            dossier=consent.dossier,
            entry=entry,
            state=ConsentState.WITHDRAWN,
            withdraws=consent,
            categories=consent.categories,
            receivers=consent.receivers,
            purpose=consent.purpose,
            asked_on=clock.today(),
            language=consent.language,
            interpreter=consent.interpreter,
            decider=consent.decider,
            child_heard=consent.child_heard,
            explanation=reason,
            recorded_at=clock.now(),
            recorded_by=by.own_account,
            organisation=by.own_organisation,
        )
        for lost in end_what_rested_on(consent, stream=stream, by=by):
            code = PARTICIPATION_ENDED if lost.is_out else CONSENT_WITHDRAWN
            notices.tell(code, organisation=lost.organisation, dossier=consent.dossier_id, by=by)
            trace.objects.append(lost.organisation.pk)
    return line


def _checked(talk: Talk) -> Talk:
    problems = [
        FieldProblem(name, message)
        for name, message, wrong in (
            ("categories", _("Choose at least one kind of data."), not talk.categories),
            ("receivers", _("Choose at least one receiver."), not talk.receivers),
            (
                "asked_on",
                _("The talk lies in the future. Give the day on which it was."),
                talk.asked_on > clock.today(),
            ),
            ("language", _("Give the language of the talk."), not talk.language.strip()),
        )
        if wrong
    ]
    if problems:
        raise EntryRefused(problems)
    return Talk(
        categories=[DataCategory(code).value for code in talk.categories],
        receivers=list(talk.receivers),
        purpose=talk.purpose,
        asked_on=talk.asked_on,
        language=readable(talk.language, field="language", longest=LONGEST_LANGUAGE),
        interpreter=readable(talk.interpreter, field="interpreter", longest=LONGEST_LANGUAGE),
        decider=talk.decider,
        child_heard=talk.child_heard,
        explanation=readable(talk.explanation, field="explanation", longest=LONGEST),
    )
