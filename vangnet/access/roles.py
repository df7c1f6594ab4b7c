"""What people may do, by role. A role says what a person does at work; which dossiers they see depends on their organisation."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """An act or a kind of reading that a role may allow."""

    READ_DOSSIERS = "read_dossiers"
    OPEN_DOSSIER = "open_dossier"
    RECORD_STEP = "record_step"
    INVOLVE = "involve"
    ANSWER_OFFER = "answer_offer"
    HAND_OVER = "hand_over"
    LINK_PERSONS = "link_persons"
    READ_STATISTICS = "read_statistics"
    READ_AUDIT = "read_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    REBUILD = "rebuild"


class Purpose(StrEnum):
    """What somebody opens the system for; chosen per work session and kept with every trace."""

    PROTECTION = "protection"
    REGISTRATION = "registration"
    INVESTIGATION = "investigation"
    RESIDENCE = "residence"
    STATISTICS = "statistics"
    ADMINISTRATION = "administration"


PURPOSE_CHOICES = [(purpose.value, purpose.value) for purpose in Purpose]


class Role:
    """A kind of work. Subclasses say which, in one sentence, and what it allows."""

    code: str = ""
    name: str | Promise = ""
    sentence: str | Promise = ""
    permissions: frozenset[Permission] = frozenset()
    purpose: Purpose = Purpose.PROTECTION


class Caseworker(Role):
    code = "caseworker"
    name = _("Caseworker")
    sentence = _("Works in the dossiers in which the own organisation is involved.")
    permissions = frozenset(
        {
            Permission.READ_DOSSIERS,
            Permission.OPEN_DOSSIER,
            Permission.RECORD_STEP,
            Permission.INVOLVE,
            Permission.ANSWER_OFFER,
            Permission.HAND_OVER,
            Permission.LINK_PERSONS,
        }
    )


class Reader(Role):
    code = "reader"
    name = _("Reader")
    sentence = _("Reads the dossiers in which the own organisation is involved, and changes nothing.")
    permissions = frozenset({Permission.READ_DOSSIERS})


class PrivacyOfficer(Role):
    code = "privacy_officer"
    name = _("Privacy officer")
    sentence = _("Reads who did and saw what in the own organisation, but no dossiers.")
    permissions = frozenset({Permission.READ_AUDIT})
    purpose = Purpose.ADMINISTRATION


class Rapporteur(Role):
    code = "rapporteur"
    name = _("Rapporteur")
    sentence = _("Reads figures only, and no dossiers.")
    permissions = frozenset({Permission.READ_STATISTICS})
    purpose = Purpose.STATISTICS


class Administrator(Role):
    code = "administrator"
    name = _("Administrator")
    sentence = _("Looks after organisations, accounts and the system, and cannot read dossiers.")
    permissions = frozenset({Permission.MANAGE_ACCOUNTS, Permission.REBUILD})
    purpose = Purpose.ADMINISTRATION


class System(Role):
    code = "system"
    name = _("The system itself")
    sentence = _("Sets up the first organisation and account, and rebuilds what was computed.")
    permissions = frozenset({Permission.MANAGE_ACCOUNTS, Permission.REBUILD})
    purpose = Purpose.ADMINISTRATION


FOR_PEOPLE: tuple[type[Role], ...] = (Caseworker, Reader, PrivacyOfficer, Rapporteur, Administrator)
ALL: tuple[type[Role], ...] = (*FOR_PEOPLE, System)
BY_CODE: dict[str, type[Role]] = {role.code: role for role in ALL}
