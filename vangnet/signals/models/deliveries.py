from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.core.ids import random_id
from vangnet.core.models import AppendOnly, Record
from vangnet.signals.models.signals import Signal


class DeliveryRelation(Record):
    """Two organisations agreed that one delivers its signals to the other, in an agreed rhythm."""

    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("delivers"))
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("receives"))
    rhythm = models.CharField(_("agreement"), max_length=60)
    agreed_at = models.DateTimeField(_("agreed at"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("agreed by")
    )
    told_until = models.DateTimeField(_("told of what was due until"), null=True)

    class Meta:
        ordering = ["agreed_at"]
        verbose_name = _("agreed delivery")
        constraints = [
            models.UniqueConstraint(fields=["giver", "rhythm"], name="delivery_agreed_once"),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="delivery_to_another"),
        ]

    class Privacy:
        free = ("id", "giver", "receiver", "rhythm", "agreed_at", "told_until")
        personal = {"agreed_by": "audit"}

    def __str__(self) -> str:
        return f"{self.giver} > {self.receiver}"


class Delivery(Record):
    """A file with signals: read and right, and after a second look counted. Without rows: nothing to deliver."""

    class State(models.TextChoices):
        CHECKED = "checked", _("checked, not counted yet")
        WAITING = "waiting", _("is being counted")
        COUNTED = "counted", _("counted")
        FAILED = "failed", _("could not be counted")

    number = models.CharField(_("number"), max_length=12, unique=True, default=random_id)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("delivered by")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("delivered by")
    )
    relation = models.ForeignKey(
        DeliveryRelation, models.PROTECT, null=True, related_name="deliveries", verbose_name=_("agreement")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    mark = models.CharField(_("mark of the file"), max_length=64, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("let count by")
    )
    sent_at = models.DateTimeField(_("sent at"))
    counted_at = models.DateTimeField(_("counted at"), null=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    known_rows = models.PositiveIntegerField(_("rows delivered before"), default=0)

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("delivery of signals")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "mark"], condition=~Q(mark=""), name="file_delivered_once"
            ),
            models.CheckConstraint(
                condition=Q(state="counted", counted_at__isnull=False)
                | (~Q(state="counted") & Q(counted_at__isnull=True)),
                name="delivery_counted_at_a_moment",
            ),
        ]

    class Privacy:
        free = (
            *("id", "number", "organisation", "relation", "state", "mark", "sent_at", "counted_at"),
            *("rows", "known_rows"),
        )
        personal = {"account": "audit", "agreed_by": "audit"}

    def __str__(self) -> str:
        return self.number


class DeliveryContent(Record):
    """The rows of a delivery that was checked and not counted yet, sealed; it goes as soon as they are counted."""

    delivery = models.OneToOneField(
        Delivery, models.CASCADE, related_name="content", verbose_name=_("delivery")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    sealed = models.BinaryField(_("sealed rows"))

    class Meta:
        verbose_name = _("rows of a delivery")

    class Privacy:
        free = ("id", "delivery", "organisation")
        personal = {"sealed": "signal"}

    def __str__(self) -> str:
        return f"{self.delivery_id}"


class DeliveredRow(AppendOnly):
    """A row that was counted: by the mark of its own number it is known again, and its signal is found."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="counted", verbose_name=_("delivery"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    row = models.PositiveIntegerField(_("row"))
    mark = models.CharField(_("mark of the own number"), max_length=64)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+", verbose_name=_("signal"))

    class Meta:
        ordering = ["delivery", "row"]
        verbose_name = _("row of a delivery")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "mark"], name="row_delivered_once"),
        ]

    class Privacy:
        free = ("id", "delivery", "organisation", "row", "mark", "signal")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.delivery_id}: {self.row}"


class DeliveryFeedback(AppendOnly):
    """Whoever receives the signals told whoever delivers them what became of them."""

    class Way(models.TextChoices):
        MEETING = "meeting", _("in a meeting with the contact persons")
        TALK = "talk", _("in a talk")
        WRITING = "writing", _("in writing")

    relation = models.ForeignKey(
        DeliveryRelation, models.PROTECT, related_name="feedback", verbose_name=_("agreement")
    )
    given_on = models.DateField(_("given on"))
    way = models.CharField(_("how"), max_length=20, choices=Way.choices)
    written_at = models.DateTimeField(_("written down at"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("given by")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        ordering = ["given_on", "id"]
        verbose_name = _("feedback on deliveries")

    class Privacy:
        free = ("id", "relation", "given_on", "way", "written_at", "organisation")
        personal = {"account": "audit"}

    def __str__(self) -> str:
        return f"{self.relation_id}: {self.given_on}"
