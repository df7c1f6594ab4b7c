"""Free text with an event: sealed by kind of data, and classified again when somebody reads what it really says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import classifying, events, queries, rules
from vangnet.cases.models import Dossier, Paragraph, ParagraphText
from vangnet.cases.queries.texts import counts_as, opened
from vangnet.cases.services.reasons import given, readable
from vangnet.cases.services.telling import tell
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.persons import services as persons
from vangnet.protocol import log
from vangnet.protocol.models import LogEntry

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph as it was written; without a kind the writer leaves it to be judged later."""

    text: str
    category: str = ""


def keep_texts(dossier: Dossier, *, entry: LogEntry, texts: Sequence[Text], by: Actor) -> list[Paragraph]:
    """Seal the paragraphs of an event, each under its kind; what is not judged yet is sealed as the most secret kind."""
    kept = [one for one in texts if readable(one.text, field="note")]
    if all(one.category for one in kept):
        unjudged = ""
    else:
        unjudged = counts_as(dossier, beside=[one.category for one in kept])
    return [
        _line(dossier, entry.pk, number, one, by, kind=one.category or unjudged)
        for number, one in enumerate(kept, start=1)
    ]


def classify(paragraph: Paragraph, *, category: str, reason: str, by: Actor) -> Paragraph:
    """Say of a text what kind of data it holds; the old line stays, and the new one takes its place."""
    dossier = paragraph.dossier
    with audit.act("text.classify", by=by, dossier=dossier.pk, objects=[paragraph.pk]) as trace:
        queries.require_part(by, dossier)
        stream = log.hold(dossier.pk)
        text = opened(by, dossier, stream.entries, paragraph)
        if text is None:
            raise NotFound
        demand(rules.may_classify(by, paragraph, category))
        made = _line(
            dossier,
            paragraph.entry_id,
            paragraph.number,
            Text(text, DataCategory(category).value),
            by,
            kind=DataCategory(category),
            replaces=paragraph,
            reason=given(reason, longest=LONGEST_REASON),
        )
        tell(dossier, stream=stream, event=events.TEXT_CLASSIFIED, by=by)
        trace.objects.append(made.pk)
    return made


def _line(
    dossier: Dossier,
    entry: UUID,
    number: int,
    one: Text,
    by: Actor,
    *,
    kind: str,
    replaces: Paragraph | None = None,
    reason: str = "",
) -> Paragraph:
    key, sealed_as = uuid7(), one.category or classifying.current().secrecy[-1].value
    made = Paragraph.objects.create(
        id=key,
        dossier=dossier,
        entry_id=entry,
        number=number,
        category=one.category,
        sealed_as=sealed_as,
        replaces=replaces,
        organisation=replaces.organisation if replaces else by.own_organisation,
        classified_at=clock.now(),
        classified_by=by.own_account,
        reason=reason,
    )
    ParagraphText.objects.create(
        paragraph=made,
        dossier=dossier,
        kind=DataCategory(kind).value,
        organisation=made.organisation,
        sealed=persons.seal_text(dossier.pk, category=sealed_as, text=one.text.strip(), by=by, place=key),
    )
    return made
