from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.accounts import Account
from vangnet.access.models.organisations import Organisation
from vangnet.core.models import Record


class AttentionOfficer(Record):
    """Somebody whom others may ask for in an organisation: the officer is first, the deputies follow in order."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="officers", verbose_name=_("organisation")
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("account"))
    place = models.PositiveSmallIntegerField(_("place in the order"))
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    away_until = models.DateField(_("away until and including"), null=True, blank=True)

    class Meta:
        ordering = ["place", "since"]
        verbose_name = _("attention officer")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "account"],
                condition=Q(until__isnull=True),
                name="officer_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="officer_ends_after_it_starts",
            ),
        ]

    class Privacy:
        free = ("id", "organisation", "place", "since", "until")
        personal = {"account": "account", "away_until": "account"}

    def __str__(self) -> str:
        return f"{self.account} ({self.organisation}, {self.place})"


class Certificate(Record):
    """A training that somebody followed, with the days on which it counts."""

    class Kind(models.TextChoices):
        VICTIM_INTERVIEW = "victim_interview", _("Certified trafficking detective")
        REGISTRATION = "registration", _("Trained to register for the country")
        SWORN_INTERPRETER = "sworn_interpreter", _("Sworn interpreter")

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="certificates", verbose_name=_("account")
    )
    kind = models.CharField(_("training"), max_length=40, choices=Kind.choices)
    given_by = models.CharField(_("given by"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until and including"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        ordering = ["-valid_until"]
        verbose_name = _("certificate")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="certificate_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["account", "kind", "valid_from"], name="certificate_once_from_a_day"
            ),
        ]

    class Privacy:
        free = ("id", "kind", "valid_from", "valid_until")
        personal = {"account": "account", "given_by": "account", "withdrawn_on": "account"}

    def __str__(self) -> str:
        return f"{self.account}: {self.get_kind_display()} ({self.valid_from} - {self.valid_until})"
