"""What somebody may do by their role, and why not."""

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.models import Account, Organisation
from vangnet.access.roles import Permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused

PERMISSION_NAMES = {
    Permission.READ_DOSSIERS: lambda: _("read dossiers"),
    Permission.OPEN_DOSSIER: lambda: _("open a dossier"),
    Permission.RECORD_STEP: lambda: _("record a step"),
    Permission.INVOLVE: lambda: _("involve another organisation"),
    Permission.ANSWER_OFFER: lambda: _("answer an offer"),
    Permission.HAND_OVER: lambda: _("hand over a track"),
    Permission.LINK_PERSONS: lambda: _("link persons"),
    Permission.READ_STATISTICS: lambda: _("read figures"),
    Permission.READ_AUDIT: lambda: _("read the audit trail"),
    Permission.MANAGE_ACCOUNTS: lambda: _("look after accounts"),
    Permission.REBUILD: lambda: _("rebuild what was computed"),
    Permission.RECORD_VICTIM_INTERVIEW: lambda: _("record the interview with a victim"),
    Permission.ADMIT_GUESTS: lambda: _("let a guest look at something"),
}


def has_permission(actor: Actor, permission: Permission) -> Verdict:
    """Whether the role of somebody includes an act."""
    if actor.may(permission):
        return ALLOWED
    return refused(
        _("Your role (%(role)s) does not include this: %(act)s. Ask somebody with another role.")
        % {"role": actor.role.name, "act": PERMISSION_NAMES[permission]()},
        source="design 5",
    )


def may_close_account(actor: Actor, account: Account) -> Verdict:
    """Nobody closes their own account: otherwise the last administrator could lock everybody out."""
    if actor.account is not None and actor.account.pk == account.pk:
        return refused(_("You cannot close your own account. Ask another administrator."))
    return has_permission(actor, Permission.MANAGE_ACCOUNTS)


def may_join(actor: Actor, account: Account, organisation: Organisation) -> Verdict:
    """Only an open account can join, and only an organisation that is still active."""
    if not account.is_active:
        return refused(_("The account %(name)s is closed.") % {"name": account.username})
    if not organisation.is_active:
        return refused(_("The organisation %(name)s is closed.") % {"name": organisation.name})
    return has_permission(actor, Permission.MANAGE_ACCOUNTS)
