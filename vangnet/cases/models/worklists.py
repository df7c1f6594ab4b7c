from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.cases.models.dossiers import Dossier
from vangnet.core.models import Record


class DossierStanding(models.Model):
    """Cache: of which log and which agreements the worklist of a dossier was computed, and how the person is described."""

    dossier = models.OneToOneField(
        Dossier, models.CASCADE, primary_key=True, related_name="standing", verbose_name=_("dossier")
    )
    program_hash = models.CharField(_("agreements"), max_length=64, blank=True)
    events_digest = models.CharField(_("events"), max_length=64, blank=True)
    computed_at = models.DateTimeField(_("computed at"))
    next_change_at = models.DateTimeField(_("changes by itself at"), null=True, db_index=True)
    age = models.PositiveSmallIntegerField(_("age"), null=True)
    origin = models.CharField(_("origin"), max_length=60, blank=True)
    form_of_exploitation = models.CharField(_("form of exploitation"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("standing of a dossier")

    class Privacy:
        free = ("dossier", "program_hash", "events_digest", "computed_at", "next_change_at")
        personal = {"age": "dossier", "origin": "dossier", "form_of_exploitation": "dossier"}

    def __str__(self) -> str:
        return f"{self.dossier}: {self.computed_at:%Y-%m-%d %H:%M}"


class WorklistEntry(Record):
    """Cache: one duty that waits to be done, for one organisation that must do it, or for nobody yet."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="+", verbose_name=_("dossier"))
    agreement = models.CharField(_("agreement"), max_length=80)
    version = models.DateField(_("version"))
    duty = models.CharField(_("duty"), max_length=80)
    trigger = models.CharField(_("trigger"), max_length=200)
    parties = models.JSONField(_("parties that must do it"), default=list)
    holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("organisation that must do it"),
    )
    toward = models.JSONField(_("toward"), default=list)
    ground = models.CharField(_("ground"), max_length=300, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True)
    remaining = models.DurationField(_("time left while the clock stands still"), null=True)
    waiting_since = models.DateTimeField(_("waiting since"))
    is_undetermined = models.BooleanField(_("not sure whether it applies"), default=False)
    is_in_doubt = models.BooleanField(_("in doubt"), default=False)
    facts_to_ask = models.JSONField(_("facts to ask"), default=list)
    is_silent = models.BooleanField(_("follows from something that is kept secret"), default=False)

    class Meta:
        verbose_name = _("line of the worklist")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "agreement", "version", "duty", "trigger", "holder"],
                name="worklist_line_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(fields=["holder", "due_at"], name="worklist_by_holder"),
            models.Index(fields=["due_at"], name="worklist_by_due"),
        ]

    class Privacy:
        free = ("id", "agreement", "version", "parties", "holder")
        personal = {
            name: "dossier"
            for name in (
                "dossier",
                "duty",
                "trigger",
                "toward",
                "ground",
                "due_at",
                "remaining",
                "waiting_since",
                "is_undetermined",
                "is_in_doubt",
                "facts_to_ask",
                "is_silent",
            )
        }

    def __str__(self) -> str:
        return f"{self.dossier}: {self.agreement}.{self.duty}"
