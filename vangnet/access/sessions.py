"""From a signed-in request to the actor that it stands for."""

from django.http import HttpRequest

from vangnet.access import queries, work_sessions
from vangnet.access.actors import Actor, for_membership
from vangnet.access.models import Account, Membership

SESSION_KEY = "membership"
HALF_WAY = "vangnet_half_way"  # set on the request while the second step of signing in is not set up yet
_WORK, _FOUND = "vangnet_work", "vangnet_actor"  # kept on the request: page, header and menu ask for the same


class NoMembership(Exception):
    """Somebody is signed in but works for no organisation at present."""


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request: the membership chosen for this session, else the oldest current one."""
    found: Actor | None = getattr(request, _FOUND, None)
    if found is None:
        found = for_membership(membership_of(request))
        setattr(request, _FOUND, found)
    return found


def choose(request: HttpRequest, membership: Membership) -> None:
    """Work for another organisation, or in another role, for the rest of this session, which gets another key."""
    request.session[SESSION_KEY] = str(membership.pk)
    request.session.cycle_key()
    if isinstance(request.user, Account):
        work_sessions.open_for(str(request.session.session_key), account=request.user, membership=membership)
    setattr(request, _WORK, None)
    setattr(request, _FOUND, None)


def membership_of(request: HttpRequest) -> Membership:
    """The work that somebody does in this session: the chosen membership, else the oldest current one."""
    found: Membership | None = getattr(request, _WORK, None)
    if found is None:
        found = _find_work(request)
        setattr(request, _WORK, found)
    return found


def chosen(request: HttpRequest, account: Account) -> Membership | None:
    """The current membership that was chosen for a session, else the oldest; nothing for somebody without any."""
    current = list(queries.memberships(account))
    wanted = request.session.get(SESSION_KEY)
    return next((one for one in current if str(one.pk) == wanted), current[0] if current else None)


def _find_work(request: HttpRequest) -> Membership:
    if getattr(request, HALF_WAY, False):
        raise NoMembership
    account = getattr(request, "user", None)
    membership = chosen(request, account) if isinstance(account, Account) else None
    if membership is None:
        raise NoMembership
    return membership
