"""Reminding privacy officers of terms that have passed and of people who wait for an answer."""

from datetime import timedelta

from vangnet.access import audit, notices
from vangnet.access import queries as access
from vangnet.access.actors import Actor
from vangnet.access.models import Notice, Organisation
from vangnet.access.roles import Permission, PrivacyOfficer
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.cases import keeping_notices, queries
from vangnet.cases.queries import signal_keeping, signal_rights
from vangnet.core import clock

# A reminder that comes every night is no longer read.
AGAIN_AFTER = timedelta(days=7)
NEAR = timedelta(days=7)
AT_ONCE = 500


def review_keeping(*, by: Actor) -> int:
    """Tell every organisation with a privacy officer what it must decide or answer; gives how many reminders that were."""
    with audit.act("keeping.remind", by=by) as trace:
        demand(has_permission(by, Permission.REBUILD))
        for organisation in access.with_privacy_officer(by):
            officer = Actor(PrivacyOfficer, PrivacyOfficer.purpose, organisation=organisation)
            due = {one.dossier.pk for one in queries.keeping.due_for_review(officer, most=AT_ONCE)}
            soon = clock.today() + NEAR
            asked = [one.due_on for one in queries.rights.waiting(officer)]
            asked += [one.due_on for one in signal_rights.waiting(officer)]
            waiting = [due for due in asked if due <= soon]
            counts = {
                keeping_notices.DUE: len(due),
                keeping_notices.SIGNALS_DUE: len(signal_keeping.due_signals(officer)),
                keeping_notices.WAITING: len(waiting),
            }
            for code, count in counts.items():
                if count and not _was_told(code, organisation):
                    told = notices.tell(
                        code,
                        organisation=organisation,
                        role=PrivacyOfficer,
                        about={"count": str(count)},
                        by=by,
                    )
                    trace.objects.append(told.pk)
        found = len(trace.objects)
    return found


def _was_told(code: str, organisation: Organisation) -> bool:
    since = clock.now() - AGAIN_AFTER
    return Notice.objects.filter(code=code, organisation=organisation, moment__gt=since).exists()
