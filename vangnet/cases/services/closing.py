"""Closing a dossier and opening it again. The terms of keeping start at the closing; what happens later opens it again."""

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.cases import events, keeping, queries
from vangnet.cases.models import Closing, Dossier
from vangnet.cases.services.reasons import given
from vangnet.cases.services.telling import tell
from vangnet.core import clock
from vangnet.protocol import log
from vangnet.protocol.log import Stream
from vangnet.protocol.models import LogEntry


def close_dossier(dossier: Dossier, *, reason: str, by: Actor) -> Closing:
    """Close a dossier, with the reason. It stays readable for who takes part; duties that wait stay on their worklists."""
    with audit.act("dossier.close", by=by, dossier=dossier.pk):
        queries.require_part(by, dossier)
        stream = log.hold(dossier.pk)
        demand(keeping.may_close(by, dossier))
        kept = given(reason)
        closing = Closing.objects.create(
            dossier=dossier, closed_at=clock.now(), closed_by=by.own_organisation
        )
        tell(dossier, stream=stream, event=events.DOSSIER_CLOSED, note=kept, by=by)
    return closing


def reopen_dossier(dossier: Dossier, *, reason: str, by: Actor) -> LogEntry:
    """Open a closed dossier again, with the reason. The terms start anew when it is closed again."""
    with audit.act("dossier.reopen", by=by, dossier=dossier.pk):
        queries.require_part(by, dossier)
        stream = log.hold(dossier.pk)
        demand(keeping.may_reopen(by, dossier))
        kept = given(reason)
        return _reopen(dossier, stream, note=kept, by=by)


def opens_again(dossier: Dossier, *, stream: Stream, by: Actor) -> None:
    """Open a closed dossier again when something new is recorded in it; a correction of what was known does not."""
    if keeping.is_closed(stream.entries):
        _reopen(dossier, stream, note="", by=by)


def _reopen(dossier: Dossier, stream: Stream, *, note: str, by: Actor) -> LogEntry:
    Closing.objects.filter(dossier=dossier).delete()
    return tell(dossier, stream=stream, event=events.DOSSIER_REOPENED, note=note, by=by)
