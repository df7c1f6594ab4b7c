"""Who acts: a person in a role for an organisation, with a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vangnet.access.roles import Permission, Purpose, Role, System

if TYPE_CHECKING:
    from vangnet.access.models import Account, Membership, Organisation


@dataclass(frozen=True, slots=True)
class Actor:
    """Every read and every act is done by an actor. The system itself has neither account nor organisation."""

    role: type[Role]
    purpose: Purpose
    account: Account | None = None
    organisation: Organisation | None = None
    language: str = "nl"

    @property
    def party(self) -> str:
        return self.organisation.party if self.organisation else ""

    @property
    def own_organisation(self) -> Organisation:
        """The organisation that an act is done for; every act in a dossier has one."""
        if self.organisation is None:
            raise LookupError("This act is done for an organisation, and the actor has none.")
        return self.organisation

    @property
    def own_account(self) -> Account:
        """The person who does an act; every act in a dossier has one."""
        if self.account is None:
            raise LookupError("This act is done by a person, and the actor has no account.")
        return self.account

    def may(self, permission: Permission) -> bool:
        return permission in self.role.permissions


def for_membership(membership: Membership, *, purpose: Purpose | None = None) -> Actor:
    """The actor that somebody is through a membership; the purpose is that of the role unless chosen."""
    return Actor(
        role=membership.role_class,
        purpose=purpose or membership.role_class.purpose,
        account=membership.account,
        organisation=membership.organisation,
        language=membership.account.language,
    )


def system() -> Actor:
    """The system itself, for commands that run without a person."""
    return Actor(role=System, purpose=System.purpose)
