"""What is read before there is anybody who could ask: a link, a name, an identity elsewhere."""

import hashlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vangnet.access.models import Account, GuestPass, Invitation, OutsideIdentity
from vangnet.access.scope import unscoped


@unscoped("Whoever holds the link is nobody yet; without the secret of the link nothing is found.")
def invitation_with(secret: str) -> Invitation | None:
    """The invitation that a link belongs to."""
    known = hashlib.sha256(secret.encode()).hexdigest()
    found = Invitation.objects.filter(token_hash=known)
    return found.select_related("organisation", "account").first()


@unscoped("Whoever comes from the sign-on of an organisation is nobody yet; issuer and subject say who.")
def account_known_as(issuer: str, subject: str) -> Account | None:
    """The open account that an organisation's sign-on knows under a subject."""
    found = OutsideIdentity.objects.filter(issuer=issuer, subject=subject, until__isnull=True)
    identity = found.select_related("account").first()
    return identity.account if identity and identity.account.is_active else None


@unscoped("User names are one of a kind among all organisations; says only that one is taken.")
def demand_free_username(username: str) -> None:
    """Refuse a user name that somebody has already."""
    if Account.objects.filter(username=username).exists():
        raise ValidationError(
            {
                "username": _(
                    "The user name “%(name)s” is taken. Choose another one, for example with a number."
                )
                % {"name": username}
            }
        )


@unscoped("A guest is nobody here; without the secret of the link nothing is found.")
def guest_pass_with(secret: str) -> GuestPass | None:
    """The pass that a link belongs to, with what it may show."""
    known = hashlib.sha256(secret.encode()).hexdigest()
    found = GuestPass.objects.filter(token_hash=known)
    return found.select_related("disclosure__receiver", "disclosure__provider", "organisation").first()
