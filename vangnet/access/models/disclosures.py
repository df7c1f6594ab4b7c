from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.accounts import Account
from vangnet.access.models.organisations import Organisation
from vangnet.access.roles import PURPOSE_CHOICES
from vangnet.core.models import AppendOnly


class Disclosure(AppendOnly):
    """Who gave whom what of which dossier, on which ground, or refused to. There is no access without such a line."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("access to the dossier")
        DOCUMENT = "document", _("document")
        SPOKEN = "spoken", _("told")
        EXPORT = "export", _("export")
        REFUSAL = "refusal", _("not given")
        BREAK_GLASS = "break_glass", _("break-glass")

    # What somebody chose to give; access is given to an organisation that works in the dossier itself.
    GIVEN_BY_HAND = (Kind.DOCUMENT, Kind.SPOKEN, Kind.EXPORT)

    class Informed(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("unknown")

    moment = models.DateTimeField(_("moment"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    # Nobody, when somebody without an account told something: then the line says who received it.
    provider = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("given by")
    )
    provided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("given to"))
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)
    ground = models.CharField(_("ground"), max_length=200)
    categories = models.JSONField(_("what was given"), default=list)
    kind = models.CharField(_("how"), max_length=20, choices=Kind.choices, default=Kind.ACCESS)
    receiver_account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("given to this person")
    )
    rule = models.CharField(_("rule"), max_length=80, blank=True)
    conditions = models.JSONField(_("conditions"), default=list)
    until = models.DateTimeField(_("until"), null=True)
    content_hash = models.CharField(_("hash of what was given"), max_length=64, blank=True)
    consent_id = models.UUIDField(_("consent"), null=True)
    informed = models.CharField(
        _("the person knows"), max_length=10, choices=Informed.choices, default=Informed.UNKNOWN
    )
    not_informed_because = models.CharField(_("why the person does not know"), max_length=500, blank=True)

    class Meta:
        ordering = ["moment"]
        verbose_name = _("disclosure")
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="disclosure_has_a_ground"),
            models.CheckConstraint(
                condition=Q(provider__isnull=True, provided_by__isnull=True)
                | Q(provider__isnull=False, provided_by__isnull=False),
                name="disclosure_given_by_somebody_or_nobody",
            ),
            # What access points to: it can only be given for the dossier and to the receiver of its line.
            models.UniqueConstraint(
                fields=["id", "dossier_id", "receiver"], name="disclosure_of_dossier_to_receiver"
            ),
        ]

    class Privacy:
        free = (
            "id",
            "moment",
            "provider",
            "receiver",
            "purpose",
            "ground",
            "categories",
            "kind",
            "rule",
            "conditions",
            "until",
            "content_hash",
        )
        personal = {
            "dossier_id": "dossier",
            "provided_by": "audit",
            "receiver_account": "audit",
            "consent_id": "dossier",
            "informed": "dossier",
            "not_informed_because": "dossier",
        }

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.giver} > {self.receiver}"

    @property
    def giver(self) -> str:
        """Who gave it, in words."""
        return str(self.provider or _("Somebody without an account"))
