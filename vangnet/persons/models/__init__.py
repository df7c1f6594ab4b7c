"""People under pseudonym, how they are linked, and what is kept about who they are: sealed, and apart from the log."""

from vangnet.persons.models.persons import Person, PersonLink
from vangnet.persons.models.vault import (
    ContactVersion,
    DestructionCertificate,
    IdentityToken,
    IdentityVersion,
    SealedVersion,
    VaultOpening,
    VaultSearch,
)

__all__ = [
    "ContactVersion",
    "DestructionCertificate",
    "IdentityToken",
    "IdentityVersion",
    "Person",
    "PersonLink",
    "SealedVersion",
    "VaultOpening",
    "VaultSearch",
]
