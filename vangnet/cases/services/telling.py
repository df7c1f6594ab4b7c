"""Writing an act on a dossier into its log."""

from __future__ import annotations

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.cases import events
from vangnet.cases.models import Dossier
from vangnet.cases.services.worklists import refresh
from vangnet.core import clock
from vangnet.protocol import log
from vangnet.protocol.events import EventType
from vangnet.protocol.log import Draft, Stream
from vangnet.protocol.models import LogEntry
from vangnet.protocol.moments import exactly


def tell(
    dossier: Dossier,
    *,
    stream: Stream,
    event: EventType,
    about: Organisation | None = None,
    note: str = "",
    ground: str = "",
    by: Actor,
) -> LogEntry:
    """Write that an act was done, in a history that this transaction holds, and bring the worklist up to date."""
    facts = {events.ORGANISATION: about.code} if about is not None else {}
    draft = Draft(step=event, occurred=exactly(clock.now()), facts=facts, note=note, ground=ground)
    entry = log.append(stream, draft=log.examine(draft), by=by)
    refresh(dossier, entries=stream.entries, by=by)
    return entry
