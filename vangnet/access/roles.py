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
    RECORD_VICTIM_INTERVIEW = "record_victim_interview"
    ADMIT_GUESTS = "admit_guests"
    CLOSE_DOSSIER = "close_dossier"
    DECIDE_KEEPING = "decide_keeping"
    ANSWER_RIGHTS = "answer_rights"
    OPEN_IDENTITY = "open_identity"
    KEEP_IDENTITY = "keep_identity"
    FIND_IDENTITY = "find_identity"
    ASK_ADDRESS = "ask_address"
    ANSWER_ADDRESS = "answer_address"
    KEEP_ADDRESSES = "keep_addresses"
    READ_SIGNALS = "read_signals"
    HANDLE_SIGNAL = "handle_signal"
    REPORT_SIGNAL = "report_signal"
    IMPORT_SIGNALS = "import_signals"


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


_WORK = frozenset(
    {
        Permission.READ_DOSSIERS,
        Permission.OPEN_DOSSIER,
        Permission.RECORD_STEP,
        Permission.INVOLVE,
        Permission.ANSWER_OFFER,
        Permission.HAND_OVER,
        Permission.LINK_PERSONS,
        Permission.ADMIT_GUESTS,
        Permission.CLOSE_DOSSIER,
        Permission.DECIDE_KEEPING,
        Permission.ANSWER_RIGHTS,
        Permission.OPEN_IDENTITY,
        Permission.KEEP_IDENTITY,
        Permission.FIND_IDENTITY,
        Permission.ASK_ADDRESS,
        Permission.READ_SIGNALS,
        Permission.HANDLE_SIGNAL,
        Permission.REPORT_SIGNAL,
        Permission.IMPORT_SIGNALS,
    }
)


class Caseworker(Role):
    code = "caseworker"
    name = _("Caseworker")
    sentence = _("Works in the dossiers in which the own organisation is involved.")
    permissions = _WORK


class Detective(Role):
    code = "detective"
    name = _("Trafficking detective")
    sentence = _(
        "Investigates human trafficking. With a certificate that is valid, also records the interview with a victim."
    )
    permissions = _WORK | {Permission.RECORD_VICTIM_INTERVIEW}
    purpose = Purpose.INVESTIGATION


class Registrar(Role):
    code = "registrar"
    name = _("Registrar")
    sentence = _(
        "Takes in signals, registers them for the country and tells the reporter what became of them."
    )
    permissions = _WORK
    purpose = Purpose.REGISTRATION


class ShelterDutyOfficer(Role):
    code = "shelter_duty_officer"
    name = _("Shelter duty officer")
    sentence = _(
        "Is on duty for a shelter: gives out places, day and night, and guards who knows the address."
    )
    permissions = _WORK - {Permission.LINK_PERSONS} | {Permission.ANSWER_ADDRESS, Permission.KEEP_ADDRESSES}


class Contact(Role):
    code = "attention_officer"
    name = _("Attention officer")
    sentence = _("Is the one whom colleagues and other organisations ask about human trafficking.")
    permissions = _WORK


class Coordinator(Role):
    code = "coordinator"
    name = _("Coordinator of the consultation")
    sentence = _(
        "Brings care and enforcement together, leads the consultation and sees that agreements are kept."
    )
    permissions = _WORK


class Reader(Role):
    code = "reader"
    name = _("Reader")
    sentence = _("Reads the dossiers in which the own organisation is involved, and changes nothing.")
    permissions = frozenset({Permission.READ_DOSSIERS, Permission.READ_SIGNALS})


class PrivacyOfficer(Role):
    code = "privacy_officer"
    name = _("Privacy officer")
    sentence = _("Reads who did and saw what in the own organisation, but no dossiers.")
    permissions = frozenset({Permission.READ_AUDIT, Permission.DECIDE_KEEPING, Permission.ANSWER_RIGHTS})
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


class Guest(Role):
    code = "guest"
    name = _("Guest")
    sentence = _("Looks at one thing that was shared with a pass, until the pass ends, and changes nothing.")


FOR_PEOPLE: tuple[type[Role], ...] = (
    *(Caseworker, Detective, Registrar, ShelterDutyOfficer, Contact, Coordinator),
    *(Reader, PrivacyOfficer, Rapporteur, Administrator),
)
ALL: tuple[type[Role], ...] = (*FOR_PEOPLE, Guest, System)
BY_CODE: dict[str, type[Role]] = {role.code: role for role in ALL}
