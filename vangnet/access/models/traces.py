from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.accounts import Account
from vangnet.access.models.organisations import Organisation
from vangnet.access.roles import PURPOSE_CHOICES
from vangnet.core.models import AppendOnly


class AuditEntry(AppendOnly):
    """Who did or saw what, for whom and why. Never the values themselves."""

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        NOT_FOUND = "not_found", _("not found")
        REPEATED = "repeated", _("done before")

    moment = models.DateTimeField(_("moment"), db_index=True)
    began = models.DateTimeField(_("began"), null=True)
    trace = models.CharField(_("trace"), max_length=32, default="", blank=True)
    span = models.CharField(_("part of the trace"), max_length=16, default="", blank=True)
    parent = models.CharField(_("belongs to part"), max_length=16, default="", blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=40)
    act = models.CharField(_("act"), max_length=80)
    activity = models.CharField(_("processing activity"), max_length=80, default="", blank=True)
    dossier_id = models.UUIDField(_("dossier"), null=True, db_index=True)
    object_ids = models.JSONField(_("concerning"), default=list)
    categories = models.JSONField(_("kinds of data"), default=list)
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)
    reason = models.CharField(_("reason"), max_length=80, default="", blank=True)
    receiver = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("receiver"),
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.DONE)

    class Meta:
        ordering = ["-moment"]
        verbose_name = _("line of the audit trail")

    class Privacy:
        free = (
            *("id", "moment", "began", "trace", "span", "parent", "organisation", "role", "act", "activity"),
            *("categories", "purpose", "reason", "receiver", "outcome"),
        )
        personal = {"account": "audit", "dossier_id": "audit", "object_ids": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.act}: {self.outcome}"
