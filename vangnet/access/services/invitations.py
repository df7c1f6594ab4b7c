"""Letting a new colleague in, or somebody who lost the password: one link, once, for a few days."""

import hashlib
import secrets
from datetime import timedelta

from vangnet.access import audit, queries, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Account, Invitation, Membership, Organisation
from vangnet.access.roles import Permission, Role
from vangnet.access.verdicts import demand
from vangnet.core import clock

# Long enough for a colleague who works part-time, short enough for a letter that went astray.
LASTS = timedelta(days=7)


def invite(
    username: str,
    *,
    display_name: str,
    organisation: Organisation,
    role: type[Role],
    language: str = "nl",
    by: Actor,
) -> tuple[Invitation, str]:
    """Invite somebody to work for an organisation; gives the secret of the link, which is kept nowhere."""
    with audit.act("invitation.make", by=by, objects=[organisation.pk]) as trace:
        demand(rules.may_invite(by, organisation))
        queries.demand_free_username(username)
        made, secret = _make(
            username,
            display_name=display_name,
            organisation=organisation,
            role=role,
            language=language,
            by=by,
        )
        trace.objects.append(made.pk)
    return made, secret


def renew_password(membership: Membership, *, by: Actor) -> tuple[Invitation, str]:
    """Give somebody who lost the password a link to choose a new one; the old one stops working at once."""
    account = membership.account
    with audit.act("invitation.renew", by=by, objects=[account.pk]) as trace:
        demand(rules.may_change_account(by, account))
        account.set_password(None)
        account.save(update_fields=["password"])
        made, secret = _make(
            account.username,
            display_name=account.display_name,
            organisation=membership.organisation,
            role=membership.role_class,
            language=account.language,
            account=account,
            by=by,
        )
        trace.objects.append(made.pk)
    return made, secret


def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Make a link that was not used yet worthless."""
    with audit.act("invitation.withdraw", by=by, objects=[invitation.pk]):
        demand(rules.has_permission(by, Permission.MANAGE_ACCOUNTS))
        invitation.withdrawn_at = clock.now()
        invitation.save(update_fields=["withdrawn_at"])
    return invitation


def accept_invitation(invitation: Invitation, *, password: str, by: Actor) -> Account:
    """Use the link: the account is there from now on, with the password that was chosen. It works once."""
    with audit.act("invitation.accept", by=by, objects=[invitation.pk]) as trace:
        held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        demand(rules.may_accept(held))
        account = held.account or Account(
            username=held.username, display_name=held.display_name, language=held.language
        )
        account.set_password(password)
        account.full_clean()
        account.save()
        if held.account is None:
            Membership.objects.create(
                account=account, organisation=held.organisation, role=held.role, since=clock.now()
            )
        held.account, held.used_at = account, clock.now()
        held.save(update_fields=["account", "used_at"])
        trace.objects.append(account.pk)
    return account


def _make(
    username: str,
    *,
    display_name: str,
    organisation: Organisation,
    role: type[Role],
    language: str,
    by: Actor,
    account: Account | None = None,
) -> tuple[Invitation, str]:
    secret = secrets.token_urlsafe(32)
    made = Invitation(
        token_hash=hashlib.sha256(secret.encode()).hexdigest(),
        username=username,
        display_name=display_name,
        organisation=organisation,
        role=role.code,
        language=language,
        invited_by=by.account,
        made_at=clock.now(),
        expires_at=clock.now() + LASTS,
        account=account,
    )
    made.full_clean()
    made.save(force_insert=True)
    return made, secret
