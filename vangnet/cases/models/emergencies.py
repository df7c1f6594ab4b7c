from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Disclosure, Organisation
from vangnet.cases.models.dossiers import Dossier
from vangnet.core.models import AppendOnly


class BreakGlass(AppendOnly):
    """Somebody opened a dossier in an emergency without taking part in it, for a short time and with a reason."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("opened for")
    )
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation that reviews")
    )
    disclosure = models.OneToOneField(
        Disclosure, models.PROTECT, related_name="+", verbose_name=_("disclosure")
    )
    reason = models.CharField(_("reason"), max_length=40)
    explanation = models.TextField(_("explanation"))
    categories = models.JSONField(_("kinds of data"), default=list)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"))
    review_by = models.DateTimeField(_("to be reviewed before"))

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = _("emergency access")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="break_glass_ends"),
            models.CheckConstraint(condition=~Q(explanation=""), name="break_glass_is_explained"),
        ]
        indexes = [
            models.Index(fields=["account", "since"], name="break_glass_by_account"),
            models.Index(fields=["owner", "since"], name="break_glass_by_owner"),
        ]

    class Privacy:
        free = ("id", "organisation", "owner", "disclosure", "reason", "categories")
        personal = {
            "dossier": "dossier",
            "account": "audit",
            "explanation": "dossier",
            "since": "audit",
            "until": "audit",
            "review_by": "audit",
        }

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M} {self.organisation}"


class BreakGlassReview(AppendOnly):
    """What the privacy officer of the owner found about one emergency access."""

    use = models.OneToOneField(
        BreakGlass, models.PROTECT, related_name="review", verbose_name=_("emergency access")
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier"))
    is_justified = models.BooleanField(_("justified"))
    findings = models.TextField(_("findings"))
    reviewed_at = models.DateTimeField(_("reviewed at"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )

    class Meta:
        ordering = ["reviewed_at"]
        verbose_name = _("review of an emergency access")

    class Privacy:
        free = ("id", "use", "is_justified", "reviewed_at")
        personal = {"dossier": "dossier", "findings": "dossier", "reviewed_by": "audit"}

    def __str__(self) -> str:
        return f"{self.use}: {self.is_justified}"
