"""Who may open a dossier in an emergency, how often, and who looks at it afterwards."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from vangnet.access import decisions
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.cases import emergencies, queries
from vangnet.cases.models import BreakGlass, Dossier
from vangnet.cases.rules.sharing import own_key


def may_use_emergency(actor: Actor, *, reason: str, categories: Collection[str]) -> Verdict:
    """Only people who work in dossiers, for a reason of the list, and only kinds of data that an emergency can open."""
    known = emergencies.current()
    if reason not in known.reasons:
        return refused(_("Choose a reason from the list."), source=known.source)
    if not categories:
        return refused(_("Choose which kinds of data you need now."), source=known.source)
    for code in categories:
        answer = decisions.may_see(
            actor, code, involvement="none", ground="vital_interest", states={"break_glass", "vital_danger"}
        )
        if code in known.never or not answer.allowed:
            return refused(
                _("An emergency does not open this: %(kind)s.") % {"kind": DataCategory(code).label},
                source=answer.source or known.source,
            )
    return has_permission(actor, Permission.READ_DOSSIERS)


def may_use_emergency_again(actor: Actor) -> Verdict:
    """A use that nobody has reviewed yet blocks a next one, and so does a full month."""
    known = emergencies.current()
    if queries.unreviewed(actor) is not None:
        return refused(
            _(
                "Your last emergency access has not been reviewed yet. Call the privacy officer or the organisation itself."
            ),
            source=known.source,
        )
    if queries.used_this_month(actor) >= known.per_month:
        return refused(
            _(
                "You have used emergency access %(number)d times this month, which is the most. Call the organisation."
            )
            % {"number": known.per_month},
            source=known.source,
        )
    return ALLOWED


def may_open_in_emergency(actor: Actor, dossier: Dossier) -> Verdict:
    """Whoever takes part needs no emergency access."""
    if queries.takes_part(actor.organisation, dossier):
        return refused(_("Your organisation takes part in this dossier. Open it in the ordinary way."))
    return ALLOWED


def may_review_emergency(actor: Actor, use: BreakGlass) -> Verdict:
    """The privacy officer of the owner looks at a use once, and never at one of their own."""
    if use.owner_id != own_key(actor) or use.account_id == actor.own_account.pk:
        return refused(_("The privacy officer of the organisation that owns the dossier reviews this."))
    if queries.is_reviewed(use):
        return refused(_("This use has already been reviewed."))
    return has_permission(actor, Permission.READ_AUDIT)
