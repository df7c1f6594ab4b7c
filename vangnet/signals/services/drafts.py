"""A report that grows page by page: kept after every page, opened by its words only, gone when its term is over.

Nobody is known here, so there is no line in the audit trail: nothing of a draft can be read, also not by the system itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.core.ids import random_id
from vangnet.core.uploads import CleanFile
from vangnet.core.uploads.kinds import EXTENSIONS, MEDIA_TYPES
from vangnet.persons.vault.envelopes import DataKey, Place, new_material, seal, unseal
from vangnet.signals import public_form, terms, words
from vangnet.signals.models import Draft, DraftFile, ReturnCode
from vangnet.signals.words import Code

NO_PERSON = "Who reports without an account stands nowhere; only the words say which draft is theirs."
Answers = Mapping[str, Any]


class NoSuchDraftError(LookupError):
    """No draft is kept under this code: it was sent, thrown away, its term is over, or it never was there."""


class TooManyFilesError(ValueError):
    """A report takes a few files and no more."""


class TooOftenError(ValueError):
    """For one report this was asked so often that it is enough; the report stays as it is."""

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} times")
        self.most = most


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft that was opened with its words: what was answered on each page, and the files."""

    key: UUID
    begun_at: datetime
    expires_at: datetime
    answers: dict[str, dict[str, Any]]
    files: tuple[tuple[UUID, str, int], ...] = ()
    data_key: DataKey | None = field(default=None, repr=False)


def begin(*, language: str = words.DUTCH, by: Actor) -> tuple[str, Code]:
    """Begin a draft; gives the words that open it, of the list of a language, which are kept nowhere."""
    limits = public_form.current()
    told = words.new_words(limits.words, words.list_for(language))
    code = words.read(told, limits.words)
    now = clock.now()
    draft = Draft(locator=code.locators[0], begun_at=now, expires_at=_end(now))
    material = new_material()
    draft.wrapped = seal(material, key=_of_code(draft, code), place=_place(draft, "key"))
    draft.sealed = _sealed(draft, DataKey(draft.pk, material), {})
    with as_service(NO_PERSON):
        draft.save(force_insert=True)
    return told, code


def reopen(code: Code, *, by: Actor) -> OpenDraft:
    """What was answered so far."""
    with as_service(NO_PERSON):
        return _opened(_found(code), code)


def keep(code: Code, *, page: str, answers: Answers, by: Actor) -> None:
    """Keep the answers of one page beside those of the others; the term begins anew."""
    with as_service(NO_PERSON):
        draft = _found(code, lock=True)
        held = _opened(draft, code)
        held.answers[page] = dict(answers)
        draft.sealed = _sealed(draft, _data_key(draft, code), held.answers)
        draft.expires_at = _end(clock.now())
        draft.save(update_fields=["sealed", "expires_at"])


def renew(code: Code, *, language: str = words.DUTCH, by: Actor) -> tuple[str, Code]:
    """Other words for the same draft, for somebody who lost them or thinks that somebody else saw them.

    Making words is slow on purpose; raises TooOftenError when one draft asked for it often enough.
    """
    limits = public_form.current()
    with as_service(NO_PERSON):
        draft = _found(code, lock=True)
        if draft.words_made >= limits.words_per_draft:
            raise TooOftenError(limits.words_per_draft)
        told = words.new_words(limits.words, words.list_for(language))
        fresh = words.read(told, limits.words)
        material = _data_key(draft, code).material
        draft.words_made += 1
        draft.locator = fresh.locators[0]
        draft.wrapped = seal(material, key=_of_code(draft, fresh), place=_place(draft, "key"))
        draft.save(update_fields=["locator", "wrapped", "words_made"])
    return told, fresh


def discard(code: Code, *, by: Actor) -> None:
    """Throw a draft away with its files; nothing of it can be read any more."""
    with as_service(NO_PERSON):
        _found(code, lock=True).delete()


def try_file(code: Code, *, by: Actor) -> None:
    """Count a file before it is looked at, which costs much; raises TooOftenError when that was done often enough."""
    most = public_form.current().files_per_draft
    with as_service(NO_PERSON):
        draft = _found(code, lock=True)
        if draft.files_tried >= most:
            raise TooOftenError(most)
        draft.files_tried += 1
        draft.save(update_fields=["files_tried"])


def add_file(code: Code, *, file: CleanFile, by: Actor) -> None:
    """Keep a file that was checked with a draft; the rest of the draft stays as it is."""
    with as_service(NO_PERSON):
        draft = _found(code, lock=True)
        if draft.files.count() >= public_form.current().most_files:
            raise TooManyFilesError
        made = DraftFile(draft=draft, kind=file.kind, size=len(file.content), added_at=clock.now())
        made.sealed = seal(file.content, key=_data_key(draft, code), place=_place(draft, str(made.pk)))
        made.save(force_insert=True)


def remove_file(code: Code, *, file: UUID, by: Actor) -> None:
    """Take a file out of a draft; one that is not there is gone already."""
    with as_service(NO_PERSON):
        _found(code, lock=True).files.filter(pk=file).delete()


def files_of(code: Code, *, by: Actor) -> list[CleanFile]:
    """The files of a draft as they were checked, for sending."""
    with as_service(NO_PERSON):
        draft = _found(code)
        key = _data_key(draft, code)
        return [_file(draft, one, key) for one in draft.files.all()]


def is_sent(code: Code, *, by: Actor) -> bool:
    """Whether these words open the return page of a report that was sent."""
    with as_service(NO_PERSON):
        return ReturnCode.objects.filter(locator__in=code.locators).exists()


def forget_expired(*, by: Actor) -> int:
    """Remove the drafts whose term is over; gives how many."""
    with as_service("Drafts belong to nobody, so the night removes those whose term is over."):
        old = Draft.objects.filter(expires_at__lte=clock.now())
        return int(old.delete()[1].get(Draft._meta.label, 0))


def _found(code: Code, *, lock: bool = False) -> Draft:
    rows = Draft.objects.select_for_update() if lock else Draft.objects.all()
    draft = rows.filter(locator__in=code.locators, expires_at__gt=clock.now()).first()
    if draft is None:
        raise NoSuchDraftError
    return draft


def _opened(draft: Draft, code: Code) -> OpenDraft:
    key = _data_key(draft, code)
    answers = json.loads(unseal(bytes(draft.sealed), key=key, place=_place(draft, "answers")))
    files = tuple((one.pk, one.kind, one.size) for one in draft.files.defer("sealed"))
    return OpenDraft(draft.pk, draft.begun_at, draft.expires_at, answers, files, key)


def _file(draft: Draft, one: DraftFile, key: DataKey) -> CleanFile:
    content = unseal(bytes(one.sealed), key=key, place=_place(draft, str(one.pk)))
    name = random_id(16) + EXTENSIONS[one.kind][0]
    return CleanFile(content, one.kind, MEDIA_TYPES[one.kind], name, "")


def _data_key(draft: Draft, code: Code) -> DataKey:
    material = unseal(bytes(draft.wrapped), key=_of_code(draft, code), place=_place(draft, "key"))
    return DataKey(draft.pk, material)


def _of_code(draft: Draft, code: Code) -> DataKey:
    return DataKey(draft.pk, code.key)


def _sealed(draft: Draft, key: DataKey, answers: Mapping[str, Answers]) -> bytes:
    content = json.dumps(answers, ensure_ascii=False).encode()
    return seal(content, key=key, place=_place(draft, "answers"))


def _place(draft: Draft, part: str) -> Place:
    return Place(table="signals_draft", category="draft", subject=str(draft.pk), version=part)


def _end(now: datetime) -> datetime:
    return now + timedelta(days=terms.current().days["draft"])
