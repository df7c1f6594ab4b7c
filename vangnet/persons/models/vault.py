from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.categories import CATEGORY_CHOICES
from vangnet.access.models import Organisation
from vangnet.access.roles import PURPOSE_CHOICES
from vangnet.core.models import AppendOnly, Record
from vangnet.persons.models.persons import Person


class SealedVersion(AppendOnly):
    """What was known at a moment, as one envelope. A correction is a next version; the newest is what holds."""

    class Part(models.TextChoices):
        FIELDS = "fields", _("in words")
        PHOTO = "photo", _("photo")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    dossier_id = models.UUIDField(_("dossier"))
    part = models.CharField(_("part"), max_length=10, choices=Part.choices, default=Part.FIELDS)
    number = models.PositiveIntegerField(_("version"))
    sealed = models.BinaryField(_("envelope"))
    key_id = models.UUIDField(_("key"))
    recorded_at = models.DateTimeField(_("recorded at"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("recorded for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:
        abstract = True
        ordering = ["dossier_id", "part", "number"]

    class Privacy:
        free = ("id", "part", "number", "recorded_at", "organisation", "key_id")
        personal = {"person": "dossier", "dossier_id": "dossier", "sealed": "dossier", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.person}: {self.part} {self.number}"


class IdentityVersion(SealedVersion):
    """Who somebody is: names, birth date, documents, photo."""

    class Meta(SealedVersion.Meta):
        verbose_name = _("sealed identity")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier_id", "part", "number"], name="identity_versions_are_numbered"
            )
        ]

    class Privacy(SealedVersion.Privacy):
        pass


class ContactVersion(SealedVersion):
    """How somebody can be reached: telephone, mail, address."""

    class Meta(SealedVersion.Meta):
        verbose_name = _("sealed contact")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier_id", "part", "number"], name="contact_versions_are_numbered"
            )
        ]

    class Privacy(SealedVersion.Privacy):
        pass


class IdentityToken(Record):
    """A mark by which an organisation finds back what it recorded or opened; it says nothing without that organisation's key."""

    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("can be found by")
    )
    category = models.CharField(_("kind of data"), max_length=20, choices=CATEGORY_CHOICES)
    token = models.BinaryField(_("mark"), max_length=16)

    class Meta:
        verbose_name = _("search mark")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "token", "dossier_id", "category"],
                name="search_mark_once_per_dossier",
            )
        ]

    class Privacy:
        free = ("id", "organisation", "category")
        personal = {"dossier_id": "dossier", "token": "dossier"}

    def __str__(self) -> str:
        return f"{self.organisation}: {self.category}"


class VaultOpening(AppendOnly):
    """Somebody opened who a person is or how to reach them: when, for what and why. Never what was in it."""

    class Why(models.TextChoices):
        CONTACT = "contact", _("To speak with or reach the person")
        HELP = "help", _("To arrange shelter, care or support")
        CHECK = "check", _("To check who this is, or whether it is right")
        PROCEDURE = "procedure", _("For a report, application or court document")
        SAFETY = "safety", _("Because the person or somebody else is in danger")
        REQUEST = "request", _("Because the person asks to see or correct it")

    moment = models.DateTimeField(_("moment"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("opened for")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    category = models.CharField(_("kind of data"), max_length=20, choices=CATEGORY_CHOICES)
    part = models.CharField(_("part"), max_length=10, choices=SealedVersion.Part.choices)
    why = models.CharField(_("why"), max_length=20, choices=Why.choices)
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)

    class Meta:
        ordering = ["-moment"]
        verbose_name = _("opening of the vault")
        indexes = [models.Index(fields=["account", "moment"], name="openings_of_somebody")]

    class Privacy:
        free = ("id", "moment", "organisation", "category", "part", "why", "purpose")
        personal = {"account": "audit", "person": "audit", "dossier_id": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.category}: {self.why}"


class VaultSearch(AppendOnly):
    """Somebody looked for a person in the vault: with which marks, and how many dossiers had them."""

    moment = models.DateTimeField(_("moment"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("searched by")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("searched for")
    )
    marks = models.JSONField(_("marks"))
    found = models.PositiveIntegerField(_("found"))

    class Meta:
        ordering = ["-moment"]
        verbose_name = _("search in the vault")
        indexes = [models.Index(fields=["account", "moment"], name="searches_of_somebody")]

    class Privacy:
        free = ("id", "moment", "organisation", "found")
        personal = {"account": "audit", "marks": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.account}: {self.found}"


class DestructionCertificate(AppendOnly):
    """The keys of a dossier were destroyed: which, when and why, with the hashes of what can no longer be opened."""

    moment = models.DateTimeField(_("moment"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    categories = models.JSONField(_("kinds of data"))
    key_ids = models.JSONField(_("destroyed keys"))
    content_hashes = models.JSONField(_("hashes of what was sealed"))
    reason = models.CharField(_("reason"), max_length=500)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("destroyed for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("destroyed by"),
    )

    class Meta:
        ordering = ["moment"]
        verbose_name = _("certificate of destruction")

    class Privacy:
        free = ("id", "moment", "categories", "key_ids", "content_hashes", "reason", "organisation")
        personal = {"dossier_id": "audit", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {', '.join(self.categories)}"
