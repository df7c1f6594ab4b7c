from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.cases.models.dossiers import Dossier
from vangnet.core.models import Record


class Closing(Record):
    """Since when a dossier is closed; the terms of keeping start there. It is gone when the dossier opens again."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="closing", verbose_name=_("dossier"))
    closed_at = models.DateTimeField(_("closed at"), db_index=True)
    closed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("closed by"))

    class Meta:
        verbose_name = _("closing of a dossier")

    class Privacy:
        free = ("id", "closed_by")
        personal = {"dossier": "dossier", "closed_at": "dossier"}

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.closed_at:%Y-%m-%d}"


class Remainder(models.Model):
    """What figures need of a dossier whose data were destroyed: counts and classes, and nothing that leads to a person."""

    # Random, since an ordered key would tell which order of destruction it came from.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    opened_in = models.PositiveSmallIntegerField(_("year of opening"))
    closed_in = models.PositiveSmallIntegerField(_("year of closing"))
    age_class = models.CharField(_("age class"), max_length=10)
    origin = models.CharField(_("origin"), max_length=60, blank=True)
    form_of_exploitation = models.CharField(_("form of exploitation"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("what figures keep")

    class Privacy:
        free = ("id", "opened_in", "closed_in", "age_class", "origin", "form_of_exploitation")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.closed_in}: {self.age_class}"
