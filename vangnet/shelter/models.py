from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.core.ids import random_id
from vangnet.core.models import AppendOnly, Record, Sealed


class Location(Record):
    """A place where people are sheltered, known by a code word that says nothing about where it is."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("shelter")
    )
    code_word = models.CharField(_("code word"), max_length=40)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["code_word"]
        verbose_name = _("location")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code_word"], name="location_has_its_own_word")
        ]

    class Privacy:
        free = ("id", "organisation", "code_word", "is_active")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return self.code_word


class SealedAddress(Sealed):
    """The address of a location in its envelope. The application cannot read this table; a function gives one of them."""

    location = models.ForeignKey(Location, models.PROTECT, related_name="+", verbose_name=_("location"))
    sealed = models.BinaryField(_("envelope"))
    key_id = models.UUIDField(_("key"))
    kept_at = models.DateTimeField(_("kept at"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kept by")
    )

    class Meta:
        ordering = ["kept_at"]
        verbose_name = _("sealed address")

    class Privacy:
        free = ("id", "location", "key_id", "kept_at")
        personal = {"sealed": "account", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.location_id}"


class AddressRequest(AppendOnly):
    """Somebody asks for the address where one person is sheltered, and says why."""

    class Reason(models.TextChoices):
        BRING = "bring", _("To bring the person there or fetch them")
        VISIT = "visit", _("To visit the person for care or a talk")
        DANGER = "danger", _("Because there is danger at the place")
        DELIVER = "deliver", _("To deliver something that cannot go another way")

    number = models.CharField(_("number"), max_length=12, unique=True, default=random_id)
    moment = models.DateTimeField(_("moment"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("asked for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    shelter = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("shelter"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)

    class Meta:
        ordering = ["-moment"]
        verbose_name = _("request for an address")

    class Privacy:
        free = ("id", "number", "moment", "organisation", "shelter", "reason")
        personal = {"dossier_id": "dossier", "account": "audit", "explanation": "dossier"}

    def __str__(self) -> str:
        return self.number


class AddressAnswer(AppendOnly):
    """A second person, on duty at the shelter, says yes with a location or no with a reason."""

    request = models.OneToOneField(
        AddressRequest, models.PROTECT, related_name="answer", verbose_name=_("request")
    )
    moment = models.DateTimeField(_("moment"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by")
    )
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, related_name="+", verbose_name=_("location")
    )
    expires_at = models.DateTimeField(_("can be opened until"), null=True)
    refusal = models.CharField(_("why not"), max_length=500, blank=True)
    dossier_id = models.UUIDField(_("dossier"))

    class Meta:
        verbose_name = _("answer to a request for an address")
        constraints = [
            models.CheckConstraint(
                condition=Q(location__isnull=True, expires_at__isnull=True, refusal__gt="")
                | Q(location__isnull=False, expires_at__isnull=False, refusal=""),
                name="address_answer_is_yes_or_no",
            )
        ]

    class Privacy:
        free = ("id", "request", "moment", "expires_at")
        personal = {
            "account": "audit",
            "location": "dossier",
            "refusal": "dossier",
            "dossier_id": "dossier",
        }

    def __str__(self) -> str:
        return f"{self.request_id}: {'no' if self.refusal else 'yes'}"


class AddressOpening(AppendOnly):
    """An approved address was opened, once. Only the database writes this line, together with giving the address."""

    request = models.OneToOneField(
        AddressRequest, models.PROTECT, related_name="opening", verbose_name=_("request")
    )
    moment = models.DateTimeField(_("moment"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )

    class Meta:
        verbose_name = _("opening of an address")

    class Privacy:
        free = ("id", "request", "moment")
        personal = {"account": "audit"}

    def __str__(self) -> str:
        return f"{self.request_id}: {self.moment:%Y-%m-%d %H:%M}"
