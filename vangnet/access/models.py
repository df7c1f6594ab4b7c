from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.roles import BY_CODE, FOR_PEOPLE, Purpose, Role
from vangnet.core.models import AppendOnly, Record

ROLE_CHOICES = [(role.code, role.name) for role in FOR_PEOPLE]
PURPOSE_CHOICES = [(purpose.value, purpose.value) for purpose in Purpose]


class Organisation(Record):
    """An organisation of the chain; its party is the name that the agreements know it by."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    party = models.CharField(_("party"), max_length=60, db_index=True)
    name = models.CharField(_("name"), max_length=200)
    region = models.CharField(_("region"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")

    class Privacy:
        free = ("id", "code", "party", "name", "region", "is_active")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return self.name


class Account(Record, AbstractBaseUser):
    """Somebody who can sign in. What they may do follows from their memberships."""

    username = models.CharField(_("user name"), max_length=150, unique=True)
    display_name = models.CharField(_("name on screen"), max_length=150)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("account")

    class Privacy:
        free = ("id", "language", "is_active")
        personal = {
            "username": "account",
            "display_name": "account",
            "password": "account",
            "last_login": "account",
        }

    def __str__(self) -> str:
        return self.display_name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, moment: object) -> "MembershipQuerySet":
        return self.filter(
            Q(until__isnull=True) | Q(until__gt=moment),
            since__lte=moment,
            account__is_active=True,
            organisation__is_active=True,
        )


class Membership(Record):
    """Somebody works for an organisation in a role, from one moment to another."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="memberships", verbose_name=_("account")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=40, choices=ROLE_CHOICES)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["since"]
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["account", "organisation", "role"],
                condition=Q(until__isnull=True),
                name="membership_open_once",
            ),
        ]

    class Privacy:
        free = ("id", "organisation", "role", "since", "until")
        personal = {"account": "account"}

    def __str__(self) -> str:
        return f"{self.account} - {self.organisation} ({self.role_class.name})"

    @property
    def role_class(self) -> type[Role]:
        return BY_CODE[self.role]


class AuditEntry(AppendOnly):
    """Who did or saw what, for whom and why. Never the values themselves."""

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")
        NOT_FOUND = "not_found", _("not found")
        REPEATED = "repeated", _("done before")

    moment = models.DateTimeField(_("moment"), db_index=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=40)
    act = models.CharField(_("act"), max_length=80)
    dossier_id = models.UUIDField(_("dossier"), null=True, db_index=True)
    object_ids = models.JSONField(_("concerning"), default=list)
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.DONE)

    class Meta:
        ordering = ["-moment"]
        verbose_name = _("line of the audit trail")

    class Privacy:
        free = ("id", "moment", "organisation", "role", "act", "purpose", "outcome")
        personal = {"account": "audit", "dossier_id": "audit", "object_ids": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.act}: {self.outcome}"


class Disclosure(AppendOnly):
    """Who gave whom access to which dossier, on which ground. There is no access without such a line."""

    moment = models.DateTimeField(_("moment"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("given by"))
    provided_by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("given to"))
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)
    ground = models.CharField(_("ground"), max_length=200)
    categories = models.JSONField(_("what was given"), default=list)

    class Meta:
        ordering = ["moment"]
        verbose_name = _("disclosure")
        constraints = [
            models.CheckConstraint(condition=~Q(ground=""), name="disclosure_has_a_ground"),
        ]

    class Privacy:
        free = ("id", "moment", "provider", "receiver", "purpose", "ground", "categories")
        personal = {"dossier_id": "dossier", "provided_by": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.provider} > {self.receiver}"
