"""Files with a signal: kept sealed, opened by the organisation that owns the signal and by nobody else."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotFound, demand
from vangnet.core import clock
from vangnet.core.ids import random_id, uuid7
from vangnet.core.uploads import CleanFile
from vangnet.core.uploads.kinds import EXTENSIONS, MEDIA_TYPES
from vangnet.persons import services as persons
from vangnet.signals.models import Attachment, Signal
from vangnet.signals.queries.attachments import TABLE, attachment

# A picture mostly shows somebody, and a document mostly names somebody.
CATEGORY = DataCategory.IDENTITY


def attach(signal: Signal, *, files: Iterable[CleanFile], by: Actor) -> list[Attachment]:
    """Seal files with a signal, in the order in which they were given. Call it inside the act that they belong to."""
    return [_attach(signal, number, file, by) for number, file in enumerate(files, start=1)]


def open_attachment(signal: Signal, *, number: int, by: Actor) -> CleanFile:
    """One file of a signal, for the organisation that owns it; every opening leaves a line."""
    with audit.act("signal.open_file", by=by, dossier=signal.pk) as trace:
        trace.categories.append(CATEGORY)
        demand(has_permission(by, Permission.READ_SIGNALS))
        found = attachment(by, signal, number)
        if found is None or signal.owner_id != by.own_organisation.pk:
            raise NotFound
        trace.objects.append(found.pk)
        sealed = {found.pk: (found.category, bytes(found.sealed))}
        content = persons.open_texts(signal.pk, sealed, by=by, placed=True, table=TABLE)[found.pk]
        if content is None:
            raise NotFound
    name = random_id(16) + EXTENSIONS[found.kind][0]
    return CleanFile(base64.b64decode(content), found.kind, MEDIA_TYPES[found.kind], name, "")


def _attach(signal: Signal, number: int, file: CleanFile, by: Actor) -> Attachment:
    key, text = uuid7(), base64.b64encode(file.content).decode()
    sealed = persons.seal_text(signal.pk, category=CATEGORY.value, text=text, by=by, place=key, table=TABLE)
    made = Attachment(
        id=key,
        signal=signal,
        number=number,
        category=CATEGORY.value,
        kind=file.kind,
        size=len(file.content),
        sealed=sealed,
        added_at=clock.now(),
    )
    made.save(force_insert=True)
    return made
