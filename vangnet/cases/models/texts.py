from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.categories import CATEGORY_CHOICES
from vangnet.access.models import Organisation
from vangnet.cases.models.dossiers import Dossier
from vangnet.core.models import AppendOnly
from vangnet.protocol.models import LogEntry


class Paragraph(AppendOnly):
    """A piece of free text with an event, sealed, with the kind of data that it holds. Without a kind nobody has judged it yet."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier"))
    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="+", verbose_name=_("event"))
    number = models.PositiveSmallIntegerField(_("number"))
    category = models.CharField(_("kind of data"), max_length=20, choices=CATEGORY_CHOICES, blank=True)
    sealed_as = models.CharField(_("kept with the kind"), max_length=20, choices=CATEGORY_CHOICES)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("written for")
    )
    classified_at = models.DateTimeField(_("classified at"))
    classified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("classified by")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["entry", "number", "id"]
        verbose_name = _("paragraph")
        indexes = [models.Index(fields=["dossier", "entry"], name="paragraph_by_dossier")]

    class Privacy:
        free = ("id", "number", "sealed_as", "replaces", "organisation", "classified_at")
        personal = {
            "dossier": "dossier",
            "entry": "dossier",
            "category": "dossier",
            "classified_by": "audit",
            "reason": "dossier",
        }

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.number}"


class ParagraphText(AppendOnly):
    """The sealed text of a paragraph, in a row that the database gives only to those who may see its kind of data."""

    paragraph = models.OneToOneField(
        Paragraph, models.PROTECT, related_name="kept_text", verbose_name=_("paragraph")
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier"))
    kind = models.CharField(_("counts as"), max_length=20, choices=CATEGORY_CHOICES)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("written for")
    )
    sealed = models.BinaryField(_("sealed text"))

    class Meta:
        verbose_name = _("text of a paragraph")

    class Privacy:
        free = ("id", "paragraph", "organisation")
        personal = {"dossier": "dossier", "kind": "dossier", "sealed": "dossier"}

    def __str__(self) -> str:
        return str(self.paragraph_id)
