"""What can be done with persons: give them a pseudonym, link them, keep and open who they are, forget it. Nothing else opens the vault."""

from django.utils.translation import gettext_lazy as _

from vangnet.access.notice_words import register as say_notice
from vangnet.persons.services.checking import KeyringState, check_keyring
from vangnet.persons.services.forgetting import forget
from vangnet.persons.services.identity import (
    ALARM,
    ChangedMeanwhile,
    find_identity,
    keep_identity,
    keep_photo,
    open_identity,
    open_page,
    open_photo,
)
from vangnet.persons.services.links import end_link, link, register
from vangnet.persons.services.rotation import (
    destroy_again,
    prepare_root_keys,
    renew_root_keys,
    retire_root_keys,
    rewrap_keys,
)
from vangnet.persons.services.texts import KEY_DESTROYED, open_texts, seal_text

say_notice(
    ALARM,
    _(
        "%(who)s opened or searched the data of so many people within an hour that it was stopped. Ask what happened."
    ),
)

__all__ = [
    "KEY_DESTROYED",
    "ChangedMeanwhile",
    "KeyringState",
    "check_keyring",
    "destroy_again",
    "end_link",
    "find_identity",
    "forget",
    "keep_identity",
    "keep_photo",
    "link",
    "open_identity",
    "open_page",
    "open_photo",
    "open_texts",
    "prepare_root_keys",
    "register",
    "renew_root_keys",
    "retire_root_keys",
    "rewrap_keys",
    "seal_text",
]
