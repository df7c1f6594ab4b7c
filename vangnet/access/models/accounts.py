from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.organisations import Organisation
from vangnet.access.roles import BY_CODE, FOR_PEOPLE, Role
from vangnet.core.ids import random_id
from vangnet.core.models import Record

ROLE_CHOICES = [(role.code, role.name) for role in FOR_PEOPLE]


class Account(Record, AbstractBaseUser):
    """Somebody who can sign in. What they may do follows from their memberships."""

    username = models.CharField(_("user name"), max_length=150, unique=True)
    display_name = models.CharField(_("name on screen"), max_length=150)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    is_active = models.BooleanField(_("active"), default=True)
    address = models.CharField(_("address"), max_length=20, unique=True, default=random_id, editable=False)

    last_login = None  # the audit trail knows; nobody is anybody yet at the moment that would be written

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("account")

    class Privacy:
        free = ("id", "address", "language", "is_active")
        personal = {
            "username": "account",
            "display_name": "account",
            "password": "account",
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
