from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.cases.models.dossiers import Dossier
from vangnet.cases.states import HandoverState
from vangnet.core.models import Record
from vangnet.protocol.models import LogEntry


class TrackKind(models.TextChoices):
    """The tracks that steps of the agreements can belong to."""

    PROTECTION = "protection", _("protection")
    RESIDENCE = "residence", _("residence")
    SHELTER = "shelter", _("shelter")
    MINOR_CARE = "minor_care", _("care for minors")
    OWN_CASE = "own_case", _("own criminal case")
    EXPLOITER_CASE = "exploiter_case", _("case against the exploiter")
    RETURN = "return", _("return")


HANDOVER_LABELS = {
    HandoverState.OFFERED: _("offered"),
    HandoverState.ACCEPTED: _("taken over"),
    HandoverState.DECLINED: _("not taken over"),
    HandoverState.WITHDRAWN: _("offer withdrawn"),
}
HANDOVER_CHOICES = [(state.value, label) for state, label in HANDOVER_LABELS.items()]


class Track(Record):
    """A line of work in a dossier with one owner. A step that belongs to it opens it; somebody closes it with a reason."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="tracks", verbose_name=_("dossier"))
    kind = models.CharField(_("kind"), max_length=20, choices=TrackKind.choices)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("owner"))
    opened_by = models.ForeignKey(LogEntry, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    closed_by = models.ForeignKey(
        LogEntry, models.PROTECT, null=True, related_name="+", verbose_name=_("closed by")
    )

    class Meta:
        ordering = ["opened_by__sequence"]
        verbose_name = _("track")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"], condition=Q(closed_by__isnull=True), name="track_open_once"
            )
        ]

    class Privacy:
        free = ("id", "owner", "opened_by", "closed_by")
        personal = {"dossier": "dossier", "kind": "dossier"}

    def __str__(self) -> str:
        return f"{self.dossier}: {self.kind}"


class Handover(Record):
    """An offer to another organisation to own a track. It counts only after it has been accepted."""

    track = models.ForeignKey(Track, models.PROTECT, related_name="handovers", verbose_name=_("track"))
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier"))
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("from"))
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("to"))
    state = models.CharField(
        _("state"), max_length=20, choices=HANDOVER_CHOICES, default=HandoverState.OFFERED
    )
    offered_at = models.DateTimeField(_("offered at"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("offered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["offered_at"]
        verbose_name = _("hand-over")
        constraints = [
            models.UniqueConstraint(
                fields=["track"], condition=Q(state=HandoverState.OFFERED), name="handover_open_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, state=HandoverState.OFFERED)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(state=HandoverState.OFFERED)),
                name="handover_answered_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="handover_to_another"),
        ]
        indexes = [models.Index(fields=["receiver", "state"], name="handover_by_receiver")]

    class Privacy:
        free = ("id", "track", "giver", "receiver", "state", "offered_at", "answered_at")
        personal = {
            "dossier": "dossier",
            "offered_by": "audit",
            "answered_by": "audit",
            "reason": "dossier",
        }

    def __str__(self) -> str:
        return f"{self.track}: {self.giver} > {self.receiver}"
