from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.levels import Level
from vangnet.access.models.accounts import Account
from vangnet.access.models.disclosures import Disclosure
from vangnet.access.models.organisations import Organisation
from vangnet.core.models import AppendOnly, Derived

LEVEL_CHOICES = [(Level.ASKED.value, _("asked to take part")), (Level.PART.value, _("takes part"))]


class Grant(AppendOnly):
    """Access to a dossier, given with a line of the disclosure register: how much, which kinds of data, until when."""

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+", verbose_name=_("disclosure"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("only this person")
    )
    level = models.PositiveSmallIntegerField(_("how much"), choices=LEVEL_CHOICES)
    categories = models.PositiveIntegerField(_("kinds of data"))
    until = models.DateTimeField(_("until"), null=True)
    moment = models.DateTimeField(_("moment"))

    class Meta:
        ordering = ["moment"]
        verbose_name = _("access given")
        indexes = [models.Index(fields=["organisation", "dossier_id"], name="grant_by_organisation")]

    class Privacy:
        free = ("id", "disclosure", "organisation", "level", "categories", "until", "moment")
        personal = {"dossier_id": "dossier", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.organisation}: {self.get_level_display()}"


class GrantEnd(AppendOnly):
    """The end of access that was given, with its reason."""

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="end", verbose_name=_("access given"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    moment = models.DateTimeField(_("moment"))
    ended_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        ordering = ["moment"]
        verbose_name = _("end of access")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="end_of_access_has_a_reason")]

    class Privacy:
        free = ("id", "grant", "moment", "reason")
        personal = {"dossier_id": "dossier", "ended_by": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.reason}"


class EffectiveAccess(Derived):
    """What stands of all access that was given: one row per organisation and dossier, and one per person with their own.

    What was given for a while stands beside it, one row for each end, and counts until then. The database keeps it from the grants; the walls of all other tables, and every list, begin here.
    """

    dossier_id = models.UUIDField(_("dossier"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", db_index=False, verbose_name=_("organisation")
    )
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("only this person")
    )
    level = models.PositiveSmallIntegerField(_("how much"), choices=LEVEL_CHOICES)
    categories = models.PositiveIntegerField(_("kinds of data"))
    until = models.DateTimeField(_("until"), null=True)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+", verbose_name=_("disclosure"))
    opened_at = models.DateTimeField(_("dossier opened at"))

    class Meta:
        verbose_name = _("access that stands")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "dossier_id", "account", "until"],
                include=["level", "categories"],
                name="access_one_row_per_pair",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "-opened_at", "dossier_id"],
                include=["level", "until", "account"],
                name="access_in_order_of_opening",
            ),
            models.Index(fields=["dossier_id"], name="access_by_dossier"),
        ]

    class Privacy:
        free = ("id", "organisation", "level", "categories", "until", "disclosure")
        personal = {"dossier_id": "dossier", "account": "audit", "opened_at": "dossier"}

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_level_display()}"
