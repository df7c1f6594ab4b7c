"""What may be shared, by whom, and who must agree first."""

from collections.abc import Collection, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.cases import queries
from vangnet.cases.models import Consent, Dossier, Paragraph, SharingRequest
from vangnet.cases.queries.lawful import Considered
from vangnet.cases.states import ConsentState, RequestState


def may_withdraw_consent(actor: Actor, consent: Consent) -> Verdict:
    """A yes can be taken back once, by whoever works in the dossier."""
    if consent.state != ConsentState.GIVEN:
        return refused(_("Only a yes can be taken back. Record a new talk instead."))
    if queries.is_withdrawn(consent):
        return refused(_("This consent has already been withdrawn."))
    return has_permission(actor, Permission.RECORD_STEP)


def may_share(
    actor: Actor,
    dossier: Dossier,
    receiver: Organisation,
    found: Sequence[Considered],
    *,
    agreed: Collection[str],
    as_access: bool,
) -> Verdict:
    """Kinds of data go to somebody only when the rules allow each of them and every condition is met."""
    if receiver.pk == own_key(actor):
        return refused(_("This is your own organisation. Choose another one."))
    if as_access and not queries.takes_part(receiver, dossier):
        return refused(
            _(
                "%(name)s does not take part in this dossier. Ask it to take part, or write down what you told it."
            )
            % {"name": receiver.name}
        )
    unseen = [one for one in found if one.category not in queries.seen(actor, dossier)]
    if unseen:
        return refused(
            _("Your organisation does not see this itself: %(kinds)s. Ask who has it.")
            % {"kinds": ", ".join(str(one.category.label) for one in unseen)}
        )
    for one in found:
        verdict = _lawful(one, agreed)
        if not verdict.allowed:
            return verdict
    return has_permission(actor, Permission.INVOLVE)


def _lawful(one: Considered, agreed: Collection[str]) -> Verdict:
    language = (get_language() or "nl")[:2]
    answer = one.answer
    if not answer.ready:
        open_now = [condition.says(language) for condition in answer.first]
        return refused(
            " ".join([f"{str(one.category.label).capitalize()}: {answer.says(language)}", *open_now]),
            source=answer.source,
        )
    missing = [condition for condition in answer.conditions if condition.code not in agreed]
    if missing:
        told = " ".join(condition.says(language) for condition in missing)
        return refused(_("Tick each condition first: %(conditions)s") % {"conditions": told})
    return ALLOWED


def may_refuse_to_share(actor: Actor) -> Verdict:
    """Whoever may share may also write down why something was not shared."""
    return has_permission(actor, Permission.INVOLVE)


def may_ask_agreement(actor: Actor, dossier: Dossier, kind: SharingRequest.Kind, of: Organisation) -> Verdict:
    """A provider is another organisation of the dossier; a second person is a colleague."""
    own = of.pk == own_key(actor)
    if own != (kind == SharingRequest.Kind.SECOND_PERSON):
        return refused(
            _(
                "A second person is a colleague; permission is asked of the organisation that the data came from."
            )
        )
    if not queries.takes_part(of, dossier):
        return refused(_("%(name)s does not take part in this dossier.") % {"name": of.name})
    return has_permission(actor, Permission.INVOLVE)


def may_answer_agreement(actor: Actor, request: SharingRequest) -> Verdict:
    """An open request is answered once, and never by the person who asked it."""
    if request.state != RequestState.ASKED:
        return refused(_("This request has already been answered."))
    if actor.account is not None and actor.account.pk == request.asked_by_id:
        return refused(_("You asked this yourself. A colleague must answer it."))
    return has_permission(actor, Permission.INVOLVE)


def may_classify(actor: Actor, paragraph: Paragraph, category: str) -> Verdict:
    """The kind of a text is changed by whoever can see it as it is and as it becomes."""
    if paragraph.category == category:
        return refused(_("This text already has this kind."))
    return has_permission(actor, Permission.RECORD_STEP)


def own_key(actor: Actor) -> object:
    """The key of the organisation that somebody works for."""
    return actor.organisation.pk if actor.organisation else None
