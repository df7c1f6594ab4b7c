"""How the sign-on of an organisation knows somebody: tied to an account by the administrator, never by a mail address."""

from vangnet.access import audit, rules
from vangnet.access.actors import Actor
from vangnet.access.models import Account, OutsideIdentity
from vangnet.access.verdicts import demand
from vangnet.core import clock


def link_identity(account: Account, *, issuer: str, subject: str, by: Actor) -> OutsideIdentity:
    """Let somebody come in through the sign-on of their organisation, under the subject that it uses."""
    with audit.act("identity.link", by=by, objects=[account.pk]) as trace:
        demand(rules.may_change_account(by, account))
        made = OutsideIdentity(account=account, issuer=issuer, subject=subject, since=clock.now())
        made.full_clean()
        made.save(force_insert=True)
        trace.objects.append(made.pk)
    return made


def unlink_identity(identity: OutsideIdentity, *, by: Actor) -> OutsideIdentity:
    """From now on the sign-on of the organisation lets this person in no longer."""
    with audit.act("identity.unlink", by=by, objects=[identity.pk, identity.account_id]):
        demand(rules.may_change_account(by, identity.account))
        identity.until = clock.now()
        identity.save(update_fields=["until"])
    return identity
