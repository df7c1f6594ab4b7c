from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.core.ids import random_id
from vangnet.core.models import Record
from vangnet.signals.models.signals import Signal, SignalChannel

DRAFT_CHANNELS = (SignalChannel.PROFESSIONAL, SignalChannel.CALLER)


class IntakeDraft(Record):
    """A report that somebody is writing, sealed after every page. It is no signal yet and nobody else reads it."""

    address = models.CharField(_("address"), max_length=12, unique=True, default=random_id)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    channel = models.CharField(_("way in"), max_length=20, choices=SignalChannel.choices)
    begun_at = models.DateTimeField(_("begun at"))
    changed_at = models.DateTimeField(_("last changed at"))
    expires_on = models.DateField(_("goes away on"))
    sealed = models.BinaryField(_("sealed answers"), default=b"")
    signal = models.ForeignKey(
        Signal, models.PROTECT, null=True, related_name="+", verbose_name=_("signal that it became")
    )

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("draft of a signal")
        constraints = [
            models.CheckConstraint(
                condition=Q(signal__isnull=True) | Q(sealed=b""), name="sent_draft_holds_nothing"
            )
        ]
        indexes = [models.Index(fields=["account", "-changed_at"], name="intake_drafts_of_account")]

    class Privacy:
        free = ("id", "address", "organisation", "channel", "begun_at", "changed_at", "expires_on", "signal")
        personal = {"account": "audit", "sealed": "signal"}

    def __str__(self) -> str:
        return self.address


class Origin(Record):
    """Who saw what a signal tells, beside who reported it, and on which ground it was given."""

    class Signaller(models.TextChoices):
        SELF = "self", _("the one who reports")
        COLLEAGUE = "colleague", _("a colleague")
        OTHER_BODY = "other_body", _("another organisation")
        PERSON = "person", _("the person it is about")
        SOMEBODY = "somebody", _("somebody else")
        UNKNOWN = "unknown", _("not known")

    signal = models.OneToOneField(Signal, models.PROTECT, related_name="origin", verbose_name=_("signal"))
    signaller = models.CharField(
        _("who saw it"), max_length=20, choices=Signaller.choices, default=Signaller.UNKNOWN
    )
    signaller_about = models.CharField(_("which organisation or function"), max_length=200, blank=True)
    ground = models.CharField(_("ground"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("origin of a signal")

    class Privacy:
        free = ("id", "signal", "signaller", "ground")
        personal = {"signaller_about": "signal"}

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.signaller}"
