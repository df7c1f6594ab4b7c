"""The standard question about a young suspect, answered later by whoever owns the signal."""

from __future__ import annotations

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.signals.answers import Answer
from vangnet.signals.models import SignalPerson, SignalText
from vangnet.signals.reports import ReportedText
from vangnet.signals.rules.handling import may_handle
from vangnet.signals.services.keeping_texts import keep_texts
from vangnet.signals.services.moving import held_by_owner
from vangnet.signals.services.noting import Values, note_event

ANSWERED = "adult_answered"


def answer_adult(person: SignalPerson, *, answer: str, because: str, by: Actor) -> SignalPerson:
    """Answer whether an adult can be behind what a young suspect did. Unknown is an answer that keeps the question open."""
    with audit.act("signal.answer_adult", by=by, dossier=person.signal_id, objects=[person.pk]):
        signal = held_by_owner(person.signal, by=by)
        demand(may_handle(by, signal))
        before = person.adult_behind
        person.adult_behind = Answer(answer)
        person.save(update_fields=["adult_behind"])
        note = ReportedText(SignalText.Kind.NOTE, because, person=person.number)
        keep_texts(signal, [note], of={person.number: person}, by=by)
        about: dict[str, Values] = {"person": person.number, "before": before, "answer": str(answer)}
        note_event(signal, ANSWERED, owner_before=signal.owner, about=about, by=by)
    return person
