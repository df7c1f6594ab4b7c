from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.core.models import Record


class Organisation(Record):
    """An organisation of the chain: its kind says what it is, its party how the agreements know it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    kind = models.SlugField(_("kind"), max_length=60, db_index=True)
    party = models.CharField(_("party"), max_length=60, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    region = models.CharField(_("region"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")

    class Privacy:
        free = ("id", "code", "kind", "party", "name", "region", "is_active")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return self.name
