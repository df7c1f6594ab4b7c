from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.accounts import ROLE_CHOICES, Account
from vangnet.access.models.disclosures import Disclosure
from vangnet.access.models.organisations import Organisation
from vangnet.core.models import Record

LANGUAGE_CHOICES = [("nl", "Nederlands"), ("en", "English")]


class Invitation(Record):
    """A link that lets one colleague choose a password, once and for a few days. Only the hash of the link is kept.

    For somebody new the account is made when the link is used; for somebody who lost the password it is there already.
    """

    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    username = models.CharField(_("user name"), max_length=150)
    display_name = models.CharField(_("name on screen"), max_length=150)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=40, choices=ROLE_CHOICES)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES, default="nl")
    invited_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("invited by")
    )
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("invitation")
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitation_expires_later"),
        ]

    class Privacy:
        free = (
            *("id", "token_hash", "organisation", "role", "language", "made_at", "expires_at"),
            *("withdrawn_at", "used_at"),
        )
        personal = {
            "username": "account",
            "display_name": "account",
            "invited_by": "account",
            "account": "account",
        }

    def __str__(self) -> str:
        return f"{self.display_name} - {self.organisation}"


class OutsideIdentity(Record):
    """How the sign-on of an organisation knows somebody: who says it and which subject. Never a mail address."""

    issuer = models.CharField(_("sign-on of"), max_length=300)
    subject = models.CharField(_("subject there"), max_length=255)
    account = models.ForeignKey(Account, models.PROTECT, related_name="identities", verbose_name=_("account"))
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["since"]
        verbose_name = _("identity elsewhere")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=Q(until__isnull=True), name="identity_of_one_account"
            ),
        ]

    class Privacy:
        free = ("id", "issuer", "since", "until")
        personal = {"subject": "account", "account": "account"}

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject}"


class GuestPass(Record):
    """Lets somebody without an account look at what one line of the disclosure register names, until a moment."""

    token_hash = models.CharField(_("hash of the link"), max_length=64, unique=True)
    code_hash = models.CharField(_("hash of the code"), max_length=200)
    guest = models.CharField(_("name of the guest"), max_length=150)
    disclosure = models.OneToOneField(
        Disclosure, models.PROTECT, related_name="+", verbose_name=_("disclosure")
    )
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_CHOICES, default="nl")
    given_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("given by"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("given by the organisation")
    )
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    wrong_codes = models.PositiveSmallIntegerField(_("wrong codes"), default=0)

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("guest pass")
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="guest_pass_expires_later"),
        ]

    class Privacy:
        free = (
            *("id", "token_hash", "code_hash", "organisation", "language", "made_at", "expires_at"),
            *("ended_at", "wrong_codes"),
        )
        personal = {
            "guest": "dossier",
            "disclosure": "dossier",
            "dossier_id": "dossier",
            "given_by": "audit",
        }

    def __str__(self) -> str:
        return f"{self.guest} ({self.expires_at:%Y-%m-%d %H:%M})"
