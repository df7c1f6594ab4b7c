from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.core.models import AppendOnly, Record


class Person(Record):
    """Somebody whom a dossier is about, known by a pseudonym only. What is known about them stands in the log."""

    pseudonym = models.CharField(_("pseudonym"), max_length=12, unique=True)

    class Meta:
        verbose_name = _("person")

    class Privacy:
        free = ("id",)
        personal = {"pseudonym": "dossier"}

    def __str__(self) -> str:
        return self.pseudonym


class PersonLink(AppendOnly):
    """Two persons belong together in some way; a later line with `ends` says that they no longer do."""

    class Kind(models.TextChoices):
        SIBLING = "sibling", _("brother or sister")
        PARENT_AND_CHILD = "parent_and_child", _("parent and child")
        PARTNER = "partner", _("partner")
        SAME_SITUATION = "same_situation", _("same situation")
        TRAVELS_WITH = "travels_with", _("travels together")

    first = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    second = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("other person"))
    first_dossier_id = models.UUIDField(_("dossier"), db_index=True)
    second_dossier_id = models.UUIDField(_("other dossier"), db_index=True)
    kind = models.CharField(_("kind of link"), max_length=30, choices=Kind.choices)
    recorded_at = models.DateTimeField(_("recorded at"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("recorded for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    ends = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="ended_by", verbose_name=_("ends the link")
    )

    class Meta:
        ordering = ["recorded_at"]
        verbose_name = _("link between persons")
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="link_joins_two_persons"),
        ]

    class Privacy:
        free = ("id", "recorded_at", "organisation")
        personal = {
            "first": "dossier",
            "second": "dossier",
            "first_dossier_id": "dossier",
            "second_dossier_id": "dossier",
            "kind": "dossier",
            "account": "audit",
            "ends": "dossier",
        }

    def __str__(self) -> str:
        return f"{self.first} - {self.second}: {self.kind}"
