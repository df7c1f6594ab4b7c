"""Reading free text: each paragraph for those who may see its kind; what nobody has judged yet for nearly nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.scope import unscoped
from vangnet.cases import classifying
from vangnet.cases.classifying import Classes
from vangnet.cases.models import Dossier, Paragraph
from vangnet.cases.queries import reach, visibility
from vangnet.cases.sight import Sight
from vangnet.persons import services as persons
from vangnet.protocol.models import LogEntry


@dataclass(frozen=True, slots=True)
class ReadText:
    """A paragraph for one reader: its text, or only that there is one. No text although it may be read: it was destroyed."""

    paragraph: Paragraph
    kind: DataCategory
    is_judged: bool
    is_hidden: bool
    text: str | None


@dataclass(frozen=True, slots=True)
class Texts:
    """The paragraphs of a dossier by event, and what a text counts as that nobody has judged."""

    of: dict[UUID, list[ReadText]]
    unjudged_as: DataCategory


def texts(actor: Actor, dossier: Dossier, sight: Sight, entries: Sequence[LogEntry]) -> Texts:
    """The paragraphs of a dossier, as far as somebody may hear of them; opened with one question to the keyring."""
    written = Paragraph.objects.filter(dossier=dossier.pk)
    standing = newest(written.select_related("organisation", "kept_text"))
    highest = most_secret(sight.classes, entries, standing)
    readable = [one for one in standing if may_read(one, sight, highest)]
    told = _opened(actor, dossier, readable)
    found: dict[UUID, list[ReadText]] = {}
    for one in standing:
        kind = DataCategory(one.category) if one.category else highest
        is_hidden = one.pk not in told
        if is_hidden and one.category and sight.classes.is_silent(kind):
            continue
        line = ReadText(one, kind, bool(one.category), is_hidden, told.get(one.pk))
        found.setdefault(one.entry_id, []).append(line)
    return Texts(found, highest)


def opened(actor: Actor, dossier: Dossier, entries: Sequence[LogEntry], paragraph: Paragraph) -> str | None:
    """The text of one paragraph that still stands, for somebody who may read it."""
    visibility.require(actor, dossier)
    sight = reach.sight(actor, dossier, list(entries))
    found = texts(actor, dossier, sight, entries).of.get(paragraph.entry_id, [])
    return next((one.text for one in found if one.paragraph.pk == paragraph.pk), None)


def newest(lines: Iterable[Paragraph]) -> list[Paragraph]:
    """The paragraphs that were not replaced by a later judgement, in the order in which they were written."""
    every = list(lines)
    replaced = {one.replaces_id for one in every}
    return sorted((one for one in every if one.pk not in replaced), key=lambda one: one.number)


def most_secret(classes: Classes, entries: Iterable[LogEntry], standing: Iterable[Paragraph]) -> DataCategory:
    """What a text counts as that nobody has judged: the most secret kind that its dossier holds."""
    of_steps = (classes.of_step(entry.step).value for entry in entries if entry.step)
    of_texts = (one.category for one in standing if one.category)
    return classes.most_secret([*of_steps, *of_texts])


@unscoped(visibility.LET_IN)
def counts_as(dossier: Dossier, *, beside: Iterable[str]) -> DataCategory:
    """What a text counts as at the moment of writing when nobody judges it, with the kinds of the texts beside it."""
    classes = classifying.current()
    entries = LogEntry.objects.filter(history=dossier.pk)
    so_far = most_secret(classes, entries, newest(Paragraph.objects.filter(dossier=dossier.pk)))
    return classes.most_secret([so_far, *(kind for kind in beside if kind)])


def may_read(paragraph: Paragraph, sight: Sight, highest: DataCategory) -> bool:
    """Who wrote it reads it; others read it by its kind, or as the most secret kind while nobody has judged it."""
    return paragraph.organisation_id == sight.organisation or sight.sees(paragraph.category or highest)


@unscoped(visibility.LET_IN)
def _opened(actor: Actor, dossier: Dossier, lines: Sequence[Paragraph]) -> dict[UUID, str | None]:
    """The wall gives each text by itself; one that it does not give is hidden, whatever is thought of it here."""
    given = [one for one in lines if hasattr(one, "kept_text")]
    if not given:
        return {}
    sealed = {one.pk: (one.sealed_as, bytes(one.kept_text.sealed)) for one in given}
    return persons.open_texts(dossier.pk, sealed, by=actor, placed=True)
