"""Ending sessions: one, all others, those of somebody, those of an organisation."""

from django.contrib.sessions.models import Session

from vangnet.access import audit, queries, rules, work_sessions
from vangnet.access.actors import Actor
from vangnet.access.models import Account, Organisation
from vangnet.access.queries import OpenSession
from vangnet.access.roles import Permission
from vangnet.access.verdicts import NotFound, demand


def end_session(account: Account, *, mark: str, by: Actor) -> int:
    """End one session of somebody; at the next click that browser asks to sign in."""
    with audit.act("session.end", by=by, objects=[account.pk]):
        demand(rules.may_end_sessions(by, account))
        found = [one for one in queries.sessions_of(by, account) if one.mark == mark]
        if not found:
            raise NotFound
        return _end(found)


def end_sessions(account: Account, *, but: str = "", by: Actor) -> int:
    """End all sessions of somebody, but perhaps the present one."""
    with audit.act("session.end_all", by=by, objects=[account.pk]):
        demand(rules.may_end_sessions(by, account))
        if not but:
            work_sessions.end_all_of(account)
        return _end([one for one in queries.sessions_of(by, account) if one.mark != but])


def freeze_organisation(organisation: Organisation, *, by: Actor) -> int:
    """End the sessions of everybody who works for an organisation, at once; who may come back signs in again."""
    with audit.act("session.end_organisation", by=by, objects=[organisation.pk]):
        demand(rules.has_permission(by, Permission.MANAGE_ACCOUNTS))
        return _end(queries.sessions_in(by, organisation))


def _end(found: list[OpenSession]) -> int:
    gone, _ = Session.objects.filter(session_key__in=[one.kept_as for one in found]).delete()
    return gone
