from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.core.models import AppendOnly
from vangnet.signals.answers import Answer, Hardness
from vangnet.signals.models.events import SignalText
from vangnet.signals.models.signals import Signal, SignalPerson


class Sighting(AppendOnly):
    """An indicator with the answer of somebody: seen, not seen, or not known. What is altered later replaces it."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="sightings", verbose_name=_("signal"))
    person = models.ForeignKey(
        SignalPerson, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    indicator = models.CharField(_("indicator"), max_length=80)
    catalogue = models.CharField(_("version of the catalogue"), max_length=20)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer.choices)
    hardness = models.CharField(
        _("hardness"), max_length=20, choices=Hardness.choices, default=Hardness.UNKNOWN
    )
    source = models.CharField(
        _("source"), max_length=20, choices=SignalText.Source.choices, default=SignalText.Source.UNKNOWN
    )
    written_at = models.DateTimeField(_("written at"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("written for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name = _("indicator seen with a signal")
        constraints = [
            models.CheckConstraint(condition=~Q(indicator=""), name="sighting_of_an_indicator"),
        ]

    class Privacy:
        free = (
            *("id", "signal", "indicator", "catalogue", "answer", "hardness", "source", "written_at"),
            *("organisation", "replaces"),
        )
        personal = {"person": "signal", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.indicator}"
