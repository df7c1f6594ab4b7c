from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Disclosure, Organisation
from vangnet.core.models import Record
from vangnet.signals.models.signals import Signal
from vangnet.signals.states import OfferState

OFFER_LABELS = {
    OfferState.OFFERED: _("waits for an answer"),
    OfferState.ACCEPTED: _("taken over"),
    OfferState.REFUSED: _("not taken over"),
    OfferState.WITHDRAWN: _("offer taken back"),
}
OFFER_CHOICES = [(state.value, label) for state, label in OFFER_LABELS.items()]


class Handover(Record):
    """An offer to another organisation to own a signal. Until it is accepted, whoever offers stays the owner."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="handovers", verbose_name=_("signal"))
    giver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("from"))
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("to"))
    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, related_name="+", verbose_name=_("line of the register")
    )
    state = models.CharField(_("state"), max_length=20, choices=OFFER_CHOICES, default=OfferState.OFFERED)
    why = models.CharField(_("why this organisation"), max_length=60)
    ground = models.CharField(_("ground"), max_length=200)
    offered_at = models.DateTimeField(_("offered at"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("offered by")
    )
    answer_before = models.DateTimeField(_("answer before"))
    reminded_at = models.DateTimeField(_("reminded at"), null=True)
    deputy_told_at = models.DateTimeField(_("deputy told at"), null=True)
    escalated_at = models.DateTimeField(_("escalated at"), null=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    reason = models.CharField(_("reason"), max_length=60, blank=True)

    class Meta:
        ordering = ["offered_at", "id"]
        verbose_name = _("hand-over of a signal")
        constraints = [
            models.UniqueConstraint(
                fields=["signal"], condition=Q(state=OfferState.OFFERED), name="signal_offered_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, state=OfferState.OFFERED)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(state=OfferState.OFFERED)),
                name="signal_offer_answered_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="signal_offered_to_another"),
            models.CheckConstraint(
                condition=~Q(state=OfferState.REFUSED) | ~Q(reason=""), name="signal_refused_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["receiver", "offered_at"],
                condition=Q(state=OfferState.OFFERED),
                name="signal_offers_to_answer",
            )
        ]

    class Privacy:
        free = (
            *("id", "signal", "giver", "receiver", "disclosure", "state", "why", "ground", "offered_at"),
            *("answer_before", "reminded_at", "deputy_told_at", "escalated_at", "answered_at", "reason"),
        )
        personal = {"offered_by": "audit", "answered_by": "audit"}

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.giver} > {self.receiver}"
