from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.categories import CATEGORY_CHOICES
from vangnet.access.models import Organisation
from vangnet.core.ids import random_id
from vangnet.core.models import Record
from vangnet.signals.adding_up.kinds import MarkKind, Way
from vangnet.signals.answers import Hardness
from vangnet.signals.models.signals import Signal

KIND_LABELS = {
    MarkKind.TELEPHONE: _("telephone number"),
    MarkKind.MAIL: _("mail address"),
    MarkKind.ADDRESS: _("address"),
    MarkKind.PLACE: _("place"),
    MarkKind.VEHICLE: _("vehicle"),
    MarkKind.COMPANY: _("company"),
    MarkKind.ADVERTISEMENT: _("text of an advertisement"),
    MarkKind.ACCOUNT_NAME: _("account name"),
    MarkKind.PERSON: _("person"),
}
WAY_LABELS = {
    Way.EXACT: _("written the same"),
    Way.NORMALISED: _("the same, written differently"),
    Way.FUZZY: _("nearly the same text"),
}
KIND_CHOICES = [(kind.value, label) for kind, label in KIND_LABELS.items()]
WAY_CHOICES = [(way.value, label) for way, label in WAY_LABELS.items()]


class Mark(Record):
    """Something in a signal that another signal may have as well. Compared by keyed numbers, read only when it is opened."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="marks", verbose_name=_("signal"))
    kind = models.CharField(_("kind of mark"), max_length=20, choices=KIND_CHOICES)
    category = models.CharField(_("kind of data"), max_length=20, choices=CATEGORY_CHOICES)
    exact = models.BinaryField(_("keyed number of how it is written"), max_length=16)
    normal = models.BinaryField(_("keyed number of what is compared"), max_length=16)
    sealed = models.BinaryField(_("sealed text"))
    hardness = models.CharField(
        _("hardness"), max_length=20, choices=Hardness.choices, default=Hardness.UNKNOWN
    )
    written_at = models.DateTimeField(_("written at"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("written for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )
    by_hand = models.BooleanField(_("added after the signal arrived"), default=False)

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name = _("mark of a signal")
        indexes = [
            models.Index(fields=["normal"], name="marks_that_are_the_same"),
            # How many were added by hand lately is counted before each one; what reports and files bring is not in it.
            models.Index(
                fields=["organisation", "written_at"], condition=Q(by_hand=True), name="marks_added_by_hand"
            ),
        ]

    class Privacy:
        free = ("id", "signal", "kind", "category", "hardness", "written_at", "organisation", "by_hand")
        personal = {"exact": "signal", "normal": "signal", "sealed": "signal", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.kind}"


class TextTrace(Record):
    """A pair of words in the advertisement of a signal, as a keyed number by which texts that are nearly the same are found."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+", verbose_name=_("signal"))
    number = models.BigIntegerField(_("keyed number"))

    class Meta:
        verbose_name = _("trace of a text")
        constraints = [
            models.UniqueConstraint(fields=["number", "signal"], name="text_trace_once_in_a_signal")
        ]

    class Privacy:
        free = ("id", "signal")
        personal = {"number": "signal"}

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.number}"


class Link(Record):
    """Two signals have something in common. It stands until somebody rejects it, and then never comes back by itself."""

    class Why(models.TextChoices):
        OTHER_PERSON = "other_person", _("It is somebody or something else")
        WRITTEN_WRONG = "written_wrong", _("The number or name was written down wrong")
        SHARED_BY_MANY = "shared_by_many", _("Many people use it, such as the number of a taxi or a shelter")
        CHANCE = "chance", _("It is a coincidence")

    address = models.CharField(
        _("address"), max_length=20, unique=True, default=random_id, editable=False
    )  # random, because it stands in browsers and logs
    first = models.ForeignKey(Signal, models.PROTECT, related_name="+", verbose_name=_("signal"))
    second = models.ForeignKey(Signal, models.PROTECT, related_name="+", verbose_name=_("other signal"))
    kind = models.CharField(_("kind of mark"), max_length=20, choices=KIND_CHOICES)
    way = models.CharField(_("how it was found"), max_length=20, choices=WAY_CHOICES)
    token = models.BinaryField(_("keyed number that they share"), max_length=16)
    score = models.PositiveSmallIntegerField(_("how much they have in common, in percent"), default=100)
    shared = models.PositiveSmallIntegerField(_("how many pairs of words they share"), default=0)
    is_common = models.BooleanField(_("set aside, since too many signals share it"), default=False)
    found_at = models.DateTimeField(_("found at"))
    rejected_at = models.DateTimeField(_("rejected at"), null=True)
    why = models.CharField(_("why it was rejected"), max_length=20, choices=Why.choices, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("judged by")
    )
    judged_for = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("judged for")
    )

    class Meta:
        ordering = ["-found_at", "id"]
        verbose_name = _("link between signals")
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "kind", "token"], name="link_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="link_in_one_direction"),
            models.CheckConstraint(
                condition=Q(rejected_at__isnull=True, why="")
                | (Q(rejected_at__isnull=False, confirmed_at__isnull=True) & ~Q(why="")),
                name="link_rejected_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["second"], name="links_from_the_other_side"),
            models.Index(fields=["token"], condition=Q(is_common=False), name="links_of_a_mark"),
        ]

    class Privacy:
        free = (
            *("id", "address", "first", "second", "kind", "way", "score", "shared", "is_common", "found_at"),
            *("rejected_at", "why", "confirmed_at", "judged_for"),
        )
        personal = {"token": "signal", "judged_by": "audit"}

    def __str__(self) -> str:
        return f"{self.first_id} {self.second_id}: {self.kind}"
