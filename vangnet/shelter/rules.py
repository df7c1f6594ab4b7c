"""Who may ask for the address of a shelter, who may say yes, and how long a yes lasts. Nobody approves themselves."""

from uuid import UUID

from django.utils.translation import gettext as _

from vangnet.access import decisions, grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.core import clock
from vangnet.shelter import queries
from vangnet.shelter.models import AddressRequest
from vangnet.shelter.states import RequestState

KIND = "shelter"


def state(request: AddressRequest) -> RequestState:
    """How far a request is at this moment."""
    if hasattr(request, "opening"):
        return RequestState.OPENED
    answer = getattr(request, "answer", None)
    if answer is None:
        return RequestState.WAITING if request.moment > queries.oldest() else RequestState.TOO_OLD
    if answer.expires_at is None:
        return RequestState.REFUSED
    return RequestState.APPROVED if answer.expires_at > clock.now() else RequestState.EXPIRED


def may_ask(actor: Actor, dossier: UUID, shelter: Organisation) -> Verdict:
    """Somebody who takes part in the dossier, for whom the rules allow it with a second person, at a shelter."""
    by_role = has_permission(actor, Permission.ASK_ADDRESS)
    if not by_role.allowed:
        return by_role
    if decisions.kind_of(shelter) != KIND or not shelter.is_active:
        return refused(_("%(name)s is no shelter. Choose the shelter.") % {"name": shelter.name})
    if grants.standing(actor, dossier) is None:
        return refused(_("Your organisation does not take part in this dossier."))
    answer = decisions.may_see(actor, DataCategory.SHELTER_LOCATION, involvement="part")
    if not answer.allowed:
        return refused(answer.says(actor.language), source=answer.source)
    return ALLOWED


def may_answer(actor: Actor, request: AddressRequest) -> Verdict:
    """Somebody else who is on duty at that shelter, while the request still waits."""
    by_role = has_permission(actor, Permission.ANSWER_ADDRESS)
    if not by_role.allowed:
        return by_role
    if actor.own_organisation.pk != request.shelter_id:
        return refused(_("Only the shelter itself answers this."))
    if actor.own_account.pk == request.account_id:
        return refused(_("You asked this yourself. A colleague must answer it."))
    if state(request) != RequestState.WAITING:
        return refused(_("This request does not wait for an answer any more."))
    return ALLOWED


def may_open(actor: Actor, request: AddressRequest) -> Verdict:
    """Who asked, within the time of the yes, once."""
    if (actor.account, actor.organisation) != (request.account, request.organisation):
        return refused(_("Only who asked for the address can open it."))
    found = state(request)
    if found == RequestState.OPENED:
        return refused(_("You have opened this address already. Ask again when you need it again."))
    if found != RequestState.APPROVED:
        return refused(_("This address cannot be opened: %(state)s. Ask again.") % {"state": found.label})
    return ALLOWED
