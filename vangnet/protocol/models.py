from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.core.models import AppendOnly, Record


class History(Record):
    """A stream of events about one thing. It has no content of its own; its row is what writers wait for."""

    submission_key = models.CharField(_("submission"), max_length=64, null=True, unique=True)  # noqa: DJ001 - as below

    class Meta:
        verbose_name = _("history")

    class Privacy:
        free = ("id", "submission_key")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return str(self.pk)


class LogEntry(AppendOnly):
    """Something that was recorded: what happened, when, by whom, and what became known with it."""

    class Precision(models.TextChoices):
        EXACT = "exact", _("exactly")
        MINUTE = "minute", _("to the minute")
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        SEASON = "season", _("to the season")
        YEAR = "year", _("to the year")
        UNKNOWN = "unknown", _("unknown")

    history = models.ForeignKey(History, models.PROTECT, related_name="entries", verbose_name=_("history"))
    sequence = models.PositiveIntegerField(_("number"))
    step = models.CharField(_("step"), max_length=80, blank=True)
    occurred_from = models.DateTimeField(_("happened at the earliest"), null=True)
    occurred_to = models.DateTimeField(_("happened at the latest"), null=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision.choices)
    occurred_text = models.CharField(_("date as written"), max_length=100)
    counts_from = models.DateTimeField(_("counts from"))
    recorded_at = models.DateTimeField(_("recorded at"))
    party = models.CharField(_("party"), max_length=60, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    subject = models.UUIDField(_("person"), null=True)
    facts = models.JSONField(_("facts"), default=dict)
    note = models.TextField(_("note"), blank=True)
    ground = models.CharField(_("ground"), max_length=200, blank=True)
    deviation_reason = models.TextField(_("reason for the deviation"), blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("corrects")
    )
    retracts = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("retracts")
    )
    submission_key = models.CharField(_("submission"), max_length=64, null=True)  # noqa: DJ001 - absent must not collide
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        ordering = ["history", "sequence"]
        verbose_name = _("event")
        constraints = [
            models.UniqueConstraint(fields=["history", "sequence"], name="entry_numbered_once"),
            models.UniqueConstraint(fields=["history", "submission_key"], name="entry_submitted_once"),
            models.CheckConstraint(
                condition=Q(occurred_to__gte=F("occurred_from")), name="entry_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(step="") & Q(retracts__isnull=False)) | (~Q(step="") & Q(retracts__isnull=True)),
                name="entry_is_a_step_or_a_retraction",
            ),
        ]

    class Privacy:
        free = (
            "id",
            "history",
            "sequence",
            "precision",
            "recorded_at",
            "organisation",
            "submission_key",
            "digest",
        )
        personal = {
            "step": "dossier",
            "occurred_from": "dossier",
            "occurred_to": "dossier",
            "occurred_text": "dossier",
            "counts_from": "dossier",
            "party": "dossier",
            "account": "audit",
            "subject": "dossier",
            "facts": "dossier",
            "note": "dossier",
            "ground": "dossier",
            "deviation_reason": "dossier",
            "corrects": "dossier",
            "retracts": "dossier",
        }

    def __str__(self) -> str:
        return f"{self.sequence}. {self.step or 'retraction'}"

    @property
    def event_id(self) -> str:
        """The name of this event for the engine; shorter names come first there, so this follows the numbers."""
        return f"e{self.sequence}"
