"""Telling whoever reported what became of it, up to what it may be told."""

from __future__ import annotations

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.core import clock
from vangnet.signals import notice_words
from vangnet.signals.models import Signal, SignalText
from vangnet.signals.reports import ReportedText
from vangnet.signals.rules import handling as rules
from vangnet.signals.rules import receiving
from vangnet.signals.services.keeping_texts import keep_texts
from vangnet.signals.services.moving import held_by_owner, move


def give_feedback(signal: Signal, *, level: str, text: str, by: Actor) -> SignalText:
    """Tell the reporter how it stands, in words at a level that this kind of reporter may be told.

    An answer before the end is the first one that its term asks for; after the end it is the last.
    """
    with audit.act("signal.feedback", by=by, dossier=signal.pk) as trace:
        trace.reason = level
        found = held_by_owner(signal, by=by)
        demand(rules.may_tell(by, found, level))
        demand(receiving.is_text(text))
        late = found.feedback_due is not None and found.feedback_due < clock.today()
        found.feedback_due = None
        move(found, "feedback", about={"level": level, "late": late}, also=["feedback_due"], by=by)
        told = keep_texts(found, [ReportedText(SignalText.Kind.FEEDBACK, text)], by=by)[0]
        if found.reporting_organisation is not None and found.reporting_organisation_id != found.owner_id:
            notices.tell(
                notice_words.FEEDBACK,
                organisation=found.reporting_organisation,
                dossier=found.pk,
                about={"reference": found.reference},
                by=by,
            )
    return told
