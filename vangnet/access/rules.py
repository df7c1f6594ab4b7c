"""What somebody may do by their role, and why not."""

from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vangnet.access import queries, training
from vangnet.access.actors import Actor
from vangnet.access.models import (
    Account,
    AttentionOfficer,
    Disclosure,
    GuestPass,
    Invitation,
    Membership,
    Organisation,
)
from vangnet.access.roles import Permission, Role
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.core import clock

# A week: long enough for a hearing that is put off, short enough for a telephone that is lost.
LONGEST_PASS = timedelta(days=7)
WRONG_CODES = 5
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
    Permission.CLOSE_DOSSIER: lambda: _("close a dossier"),
    Permission.DECIDE_KEEPING: lambda: _("decide how long data are kept"),
    Permission.ANSWER_RIGHTS: lambda: _("handle what the person asks about their data"),
    Permission.OPEN_IDENTITY: lambda: _("open who somebody is"),
    Permission.KEEP_IDENTITY: lambda: _("keep who somebody is"),
    Permission.FIND_IDENTITY: lambda: _("look for somebody by name or number"),
    Permission.ASK_ADDRESS: lambda: _("ask for the address of a shelter"),
    Permission.ANSWER_ADDRESS: lambda: _("say yes or no to who asks for the address of a shelter"),
    Permission.KEEP_ADDRESSES: lambda: _("keep the addresses of a shelter"),
    Permission.READ_SIGNALS: lambda: _("read signals"),
    Permission.HANDLE_SIGNAL: lambda: _("handle a signal"),
    Permission.REPORT_SIGNAL: lambda: _("report a signal"),
    Permission.IMPORT_SIGNALS: lambda: _("bring in signals from a file"),
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


def may_change_account(actor: Actor, account: Account) -> Verdict:
    """Nobody changes what they themselves may do: another administrator does that."""
    if actor.account is not None and actor.account.pk == account.pk:
        return refused(_("This is your own account. Ask another administrator to change it."))
    return has_permission(actor, Permission.MANAGE_ACCOUNTS)


def may_close_account(actor: Actor, account: Account) -> Verdict:
    """Nobody closes their own account: otherwise the last administrator could lock everybody out."""
    if actor.account is not None and actor.account.pk == account.pk:
        return refused(_("You cannot close your own account. Ask another administrator."))
    return has_permission(actor, Permission.MANAGE_ACCOUNTS)


def may_invite(actor: Actor, organisation: Organisation) -> Verdict:
    """People are invited to work for an organisation that still takes part."""
    if not organisation.is_active:
        return refused(_("The organisation %(name)s is closed.") % {"name": organisation.name})
    return has_permission(actor, Permission.MANAGE_ACCOUNTS)


def may_accept(invitation: Invitation) -> Verdict:
    """A link works once, until its day, and only while nobody withdrew it."""
    if invitation.used_at is not None:
        return refused(
            _("This link has been used already. Sign in, or ask the administrator for a new link.")
        )
    if invitation.withdrawn_at is not None:
        return refused(_("This link was withdrawn. Ask the administrator for a new one."))
    if invitation.expires_at <= clock.now():
        return refused(_("This link is too old. Ask the administrator for a new one."))
    if not invitation.organisation.is_active:
        return refused(_("The organisation %(name)s is closed.") % {"name": invitation.organisation.name})
    return ALLOWED


def may_join(actor: Actor, account: Account, organisation: Organisation, role: type[Role]) -> Verdict:
    """Only an open account can join an active organisation, and whoever looks after accounts reads no dossiers."""
    if not account.is_active:
        return refused(_("The account %(name)s is closed.") % {"name": account.username})
    if not organisation.is_active:
        return refused(_("The organisation %(name)s is closed.") % {"name": organisation.name})
    if _would_mix(actor, account, role):
        return refused(
            _(
                "Somebody who looks after accounts cannot also read dossiers. End the other role first, "
                "or give this work to somebody else."
            ),
            source="seed 002-d 6.6; ADR 0016",
        )
    return may_change_account(actor, account)


def _would_mix(actor: Actor, account: Account, role: type[Role]) -> bool:
    apart = {Permission.MANAGE_ACCOUNTS, Permission.READ_DOSSIERS}
    held = {permission for one in queries.memberships(account) for permission in one.role_class.permissions}
    return apart <= held | role.permissions and not apart <= role.permissions


def may_end_membership(actor: Actor, membership: Membership) -> Verdict:
    """Nobody ends their own work here, and what has ended stays ended."""
    if membership.until is not None and membership.until <= clock.now():
        return refused(_("This work has ended already."))
    return may_change_account(actor, membership.account)


def may_change_officers(actor: Actor, organisation: Organisation) -> Verdict:
    """Who is asked for is decided by whoever looks after accounts."""
    return may_invite(actor, organisation)


def may_appoint(actor: Actor, account: Account, organisation: Organisation) -> Verdict:
    """Only somebody who works there can be asked for there."""
    if not queries.is_working_for(actor, account, organisation):
        return refused(
            _("%(name)s does not work for %(organisation)s. Choose somebody who does.")
            % {"name": account.display_name, "organisation": organisation.name}
        )
    return may_change_officers(actor, organisation)


def may_say_away(actor: Actor, officer: AttentionOfficer) -> Verdict:
    """Who is asked for says so themselves, or whoever looks after accounts does."""
    if actor.account is not None and actor.account.pk == officer.account_id:
        return ALLOWED
    return may_change_officers(actor, officer.organisation)


def may_record_as_own(actor: Actor, step: str) -> Verdict:
    """A step that asks for a training is recorded as own work only by somebody whose certificate counts today."""
    required = training.needed_for(step, clock.today())
    if required is None:
        return ALLOWED
    rule = required.says(get_language())
    if not actor.may(Permission.RECORD_VICTIM_INTERVIEW):
        return refused(
            _("%(rule)s Your role is: %(role)s. Ask a detective to record it.")
            % {"rule": rule, "role": actor.role.name},
            source=required.source,
        )
    if not queries.holds_certificate(actor, required.certificate):
        return refused(
            _(
                "%(rule)s You have no certificate that is valid today. Ask a certified colleague to record it, "
                "and the administrator to write down your new certificate. The rest of your work goes on."
            )
            % {"rule": rule},
            source=required.source,
        )
    return ALLOWED


def may_end_sessions(actor: Actor, account: Account) -> Verdict:
    """Everybody ends their own sessions; those of somebody else are ended by whoever looks after accounts."""
    if actor.account is not None and actor.account.pk == account.pk:
        return ALLOWED
    return has_permission(actor, Permission.MANAGE_ACCOUNTS)


def may_admit_guest(actor: Actor, disclosure: Disclosure, lasts: timedelta) -> Verdict:
    """A guest looks at what the own organisation gave, for a short time, and nobody is a guest at their own house."""
    if disclosure.provider_id != actor.own_organisation.pk:
        return refused(_("Another organisation gave this. Only that organisation can give a guest a pass."))
    if disclosure.kind not in Disclosure.GIVEN_BY_HAND:
        return refused(
            _(
                "This line gives nothing that a guest can look at. Write down first what you share with the guest."
            )
        )
    if lasts > LONGEST_PASS or lasts <= timedelta():
        return refused(
            _("A pass lasts at most %(days)d days. Choose a shorter time.") % {"days": LONGEST_PASS.days}
        )
    return has_permission(actor, Permission.ADMIT_GUESTS)


def may_end_guest(actor: Actor, guest_pass: GuestPass) -> Verdict:
    """Colleagues of whoever gave a pass can end it."""
    if guest_pass.organisation_id != actor.own_organisation.pk:
        return refused(_("Another organisation gave this pass. Only that organisation can end it."))
    return has_permission(actor, Permission.ADMIT_GUESTS)


def pass_holds(guest_pass: GuestPass) -> Verdict:
    """A pass opens something until its moment, unless it was ended or too many wrong codes were given."""
    if guest_pass.ended_at is not None:
        return refused(_("This pass was ended. Ask whoever gave it to you."))
    if guest_pass.expires_at <= clock.now():
        return refused(_("This pass is too old. Ask whoever gave it to you for a new one."))
    if guest_pass.wrong_codes >= WRONG_CODES:
        return refused(_("Too many wrong codes were given with this pass. Ask for a new one."))
    return ALLOWED
