from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.categories import CATEGORY_CHOICES
from vangnet.core.models import AppendOnly
from vangnet.signals.models.signals import Signal


class Attachment(AppendOnly):
    """A file that came with a signal, checked and drawn anew before, sealed with a key of the signal."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="attachments", verbose_name=_("signal"))
    number = models.PositiveSmallIntegerField(_("number"))
    category = models.CharField(_("kind of data"), max_length=20, choices=CATEGORY_CHOICES)
    kind = models.CharField(_("kind"), max_length=20)
    size = models.PositiveIntegerField(_("size"))
    sealed = models.BinaryField(_("sealed file"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("file with a signal")
        constraints = [
            models.UniqueConstraint(fields=["signal", "number"], name="attachment_numbered_once"),
        ]

    class Privacy:
        free = ("id", "signal", "number", "category", "kind", "size", "added_at")
        personal = {"sealed": "signal"}

    def __str__(self) -> str:
        return f"{self.signal_id} {self.number}: {self.kind}"
