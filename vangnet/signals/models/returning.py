from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.core.models import Record
from vangnet.signals.models.signals import Signal


class ReturnCode(Record):
    """What the words of a sent report open: its return page. Only a keyed hash of them lies here."""

    locator = models.CharField(_("found by"), max_length=64, unique=True)
    signal = models.OneToOneField(
        Signal, models.PROTECT, related_name="return_code", verbose_name=_("signal")
    )
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("way back to a report")

    class Privacy:
        free = ("id", "locator", "signal", "made_at")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.signal_id}"
