"""Looking after accounts and who works where."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from vangnet.access import audit, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Account, Membership, Organisation
from vangnet.access.roles import Permission, Role
from vangnet.access.verdicts import demand
from vangnet.core import clock


def open_account(
    username: str, *, display_name: str, language: str = "nl", password: str | None = None, by: Actor
) -> Account:
    """Give somebody an account; without a password they can only sign in through their organisation."""
    with audit.act("account.open", by=by) as trace:
        demand(rules.has_permission(by, Permission.MANAGE_ACCOUNTS))
        account = Account(username=username, display_name=display_name, language=language)
        account.set_password(password)
        account.full_clean()
        account.save(force_insert=True)
        trace.objects.append(account.pk)
    return account


def close_account(account: Account, *, by: Actor) -> Account:
    """Close an account; what its owner did stays on record."""
    with audit.act("account.close", by=by, objects=[account.pk]):
        demand(rules.may_close_account(by, account))
        account.is_active = False
        account.save(update_fields=["is_active"])
    return account


def add_membership(
    account: Account, *, organisation: Organisation, role: type[Role], by: Actor
) -> Membership:
    """Let somebody work for an organisation in a role, from now on."""
    with audit.act("membership.add", by=by, objects=[account.pk, organisation.pk]) as trace:
        demand(rules.may_join(by, account, organisation, role))
        membership = Membership(account=account, organisation=organisation, role=role.code, since=clock.now())
        membership.full_clean()
        membership.save(force_insert=True)
        trace.objects.append(membership.pk)
    return membership


def end_membership(membership: Membership, *, at: datetime | None = None, by: Actor) -> Membership:
    """End somebody's work for an organisation in a role, now or at a later moment."""
    with audit.act("membership.end", by=by, objects=[membership.pk]):
        demand(rules.may_end_membership(by, membership))
        membership.until = at or clock.now()
        membership.full_clean()
        membership.save(update_fields=["until"])
    return membership


def move(membership: Membership, *, to: Organisation, role: type[Role], by: Actor) -> Membership:
    """Let somebody stop at one organisation and begin at another. Nothing of the first goes along."""
    with audit.act("membership.move", by=by, objects=[membership.pk, to.pk]):
        end_membership(membership, by=by)
        return add_membership(membership.account, organisation=to, role=role, by=by)


def reset_second_step(account: Account, *, by: Actor) -> Account:
    """Forget the telephone and keys of somebody who lost them; the next time new ones must be set up."""
    with audit.act("account.reset_second_step", by=by, objects=[account.pk]):
        demand(rules.may_change_account(by, account))
        Authenticator.objects.filter(user=account).delete()
    return account
