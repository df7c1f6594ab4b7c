"""Looking after organisations, accounts and who works where."""

from django.db import transaction

from vangnet.access import audit, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Account, Membership, Organisation
from vangnet.access.roles import Permission, Role
from vangnet.core import clock


def add_organisation(code: str, *, party: str, name: str, region: str = "", by: Actor) -> Organisation:
    """Let an organisation take part in the chain, under the party that the agreements know it by."""
    act = "organisation.add"
    audit.enforce(rules.has_permission(by, Permission.MANAGE_ACCOUNTS), act=act, by=by)
    organisation = Organisation(code=code, party=party, name=name, region=region)
    organisation.full_clean()
    with transaction.atomic():
        organisation.save(force_insert=True)
        audit.record(act, by=by, objects=[organisation.pk])
    return organisation


def close_organisation(organisation: Organisation, *, by: Actor) -> Organisation:
    """End the part of an organisation in the chain; its members can no longer sign in for it."""
    act = "organisation.close"
    audit.enforce(
        rules.has_permission(by, Permission.MANAGE_ACCOUNTS), act=act, by=by, objects=[organisation.pk]
    )
    with transaction.atomic():
        organisation.is_active = False
        organisation.save(update_fields=["is_active"])
        audit.record(act, by=by, objects=[organisation.pk])
    return organisation


def open_account(
    username: str, *, display_name: str, language: str = "nl", password: str | None = None, by: Actor
) -> Account:
    """Give somebody an account; without a password they can only sign in through their organisation."""
    act = "account.open"
    audit.enforce(rules.has_permission(by, Permission.MANAGE_ACCOUNTS), act=act, by=by)
    account = Account(username=username, display_name=display_name, language=language)
    account.set_password(password)
    account.full_clean()
    with transaction.atomic():
        account.save(force_insert=True)
        audit.record(act, by=by, objects=[account.pk])
    return account


def close_account(account: Account, *, by: Actor) -> Account:
    """Close an account; what its owner did stays on record."""
    act = "account.close"
    audit.enforce(rules.may_close_account(by, account), act=act, by=by, objects=[account.pk])
    with transaction.atomic():
        account.is_active = False
        account.save(update_fields=["is_active"])
        audit.record(act, by=by, objects=[account.pk])
    return account


def add_membership(
    account: Account, *, organisation: Organisation, role: type[Role], by: Actor
) -> Membership:
    """Let somebody work for an organisation in a role, from now on."""
    act = "membership.add"
    audit.enforce(rules.may_join(by, account, organisation), act=act, by=by, objects=[account.pk])
    membership = Membership(account=account, organisation=organisation, role=role.code, since=clock.now())
    membership.full_clean()
    with transaction.atomic():
        membership.save(force_insert=True)
        audit.record(act, by=by, objects=[membership.pk])
    return membership


def end_membership(membership: Membership, *, by: Actor) -> Membership:
    """End somebody's work for an organisation in a role, now."""
    act = "membership.end"
    audit.enforce(
        rules.has_permission(by, Permission.MANAGE_ACCOUNTS), act=act, by=by, objects=[membership.pk]
    )
    with transaction.atomic():
        membership.until = clock.now()
        membership.save(update_fields=["until"])
        audit.record(act, by=by, objects=[membership.pk])
    return membership
