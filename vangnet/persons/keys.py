"""The keyring and the root keys of this installation, as its settings say."""

from functools import cache

from django.conf import settings

from vangnet.persons.vault.keyring import Keyring
from vangnet.persons.vault.programs import ProgramRootKeys
from vangnet.persons.vault.roots import LocalKeyFile, RootKeys


@cache
def root_keys() -> RootKeys:
    """Root keys behind a program when there is one, else in a closed file, which makes itself outside production only."""
    if settings.ROOT_KEYS_PROGRAM:
        return ProgramRootKeys(settings.ROOT_KEYS_PROGRAM)
    return LocalKeyFile(settings.ROOT_KEYS_FILE, may_make=settings.MODE != "production")


@cache
def keyring() -> Keyring:
    """The keyring of this process."""
    return Keyring(settings.KEYRING_ADDRESS, root_keys(), settings.KEYRING_SCHEMA)
