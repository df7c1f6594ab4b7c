from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.accounts import Account
from vangnet.access.models.organisations import Organisation
from vangnet.access.roles import PURPOSE_CHOICES
from vangnet.core.models import AppendOnly


class Disclosure(AppendOnly):
    """Who gave whom access to which dossier, on which ground. There is no access without such a line."""

    moment = models.DateTimeField(_("moment"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("given by"))
    provided_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("given to"))
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)
    ground = models.CharField(_("ground"), max_length=200)
    categories = models.JSONField(_("what was given"), default=list)

    class Meta:
        ordering = ["moment"]
        verbose_name = _("disclosure")
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="disclosure_has_a_ground"),
        ]

    class Privacy:
        free = ("id", "moment", "provider", "receiver", "purpose", "ground", "categories")
        personal = {"dossier_id": "dossier", "provided_by": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.provider} > {self.receiver}"
