from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.cases.models.dossiers import Dossier
from vangnet.core.models import AppendOnly
from vangnet.signals.models import Signal


class SignalLink(AppendOnly):
    """A dossier came from a signal, or a signal was added to it. The reference says nothing about what was seen."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="signals", verbose_name=_("dossier"))
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+", verbose_name=_("signal"))
    reference = models.CharField(_("reference"), max_length=20)
    person = models.PositiveSmallIntegerField(_("number of the person in the signal"))
    opened = models.BooleanField(_("opened the dossier"))
    moment = models.DateTimeField(_("moment"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("done for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("done by")
    )

    class Meta:
        ordering = ["moment", "id"]
        verbose_name = _("signal of a dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "signal", "person"], name="signal_once_in_a_dossier_per_person"
            )
        ]

    class Privacy:
        free = ("id", "person", "opened", "moment", "organisation")
        personal = {"dossier": "dossier", "signal": "dossier", "reference": "dossier", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.reference}"
