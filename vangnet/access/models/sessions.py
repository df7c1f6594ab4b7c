from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vangnet.access.models.accounts import Account, Membership
from vangnet.access.models.organisations import Organisation
from vangnet.core.models import Sealed


class WorkSession(Sealed):
    """A stretch of work of one person for one organisation. The database derives from it who asks; nobody can read it."""

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("work session", "person")
        GUEST = "guest", _("guest")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    token_hash = models.BinaryField(_("hash of the token"), max_length=32, unique=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", verbose_name=_("membership")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=40, blank=True)
    purpose = models.CharField(_("purpose"), max_length=40, blank=True)
    task = models.CharField(_("what a guest was let in for"), max_length=100, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    expires_at = models.DateTimeField(_("ends at the latest"))
    idle_seconds = models.PositiveIntegerField(_("seconds of rest before it ends"))
    idle_until = models.DateTimeField(_("ends when nothing is done"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("work session")

    class Privacy:
        free = (
            "id",
            "kind",
            "token_hash",
            "membership",
            "organisation",
            "role",
            "purpose",
            "task",
            "opened_at",
            "expires_at",
            "idle_seconds",
            "idle_until",
            "ended_at",
        )
        personal = {"account": "account"}

    def __str__(self) -> str:
        return f"{self.kind} {self.opened_at:%Y-%m-%d %H:%M}"
