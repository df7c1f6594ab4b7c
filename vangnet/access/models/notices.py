from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.accounts import Account
from vangnet.access.models.organisations import Organisation
from vangnet.core.models import AppendOnly


class Notice(AppendOnly):
    """Something that an organisation, some of its people or one of them must know. It names nobody."""

    moment = models.DateTimeField(_("moment"))
    code = models.CharField(_("kind of notice"), max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("for people in the role"), max_length=40, default="", blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("for one person")
    )
    dossier_id = models.UUIDField(_("dossier"), null=True)
    about = models.JSONField(_("to fill in"), default=dict)
    told_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("caused by")
    )

    class Meta:
        ordering = ["-moment"]
        verbose_name = _("notice")
        indexes = [models.Index(fields=["organisation", "-moment"], name="notice_of_organisation")]

    class Privacy:
        free = ("id", "moment", "code", "organisation", "role", "about")
        personal = {"account": "audit", "dossier_id": "dossier", "told_by": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.code}"


class NoticeRead(AppendOnly):
    """Somebody has seen a notice; for their colleagues it stays."""

    moment = models.DateTimeField(_("moment"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="reads", verbose_name=_("notice"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("seen by"))

    class Meta:
        ordering = ["moment"]
        verbose_name = _("notice that was seen")
        constraints = [
            models.UniqueConstraint(fields=["notice", "account"], name="notice_seen_once"),
        ]

    class Privacy:
        free = ("id", "moment", "notice")
        personal = {"account": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.notice_id}"
