from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access import grants
from vangnet.access.models import Disclosure, Organisation
from vangnet.cases.states import InvolvementState
from vangnet.core.ids import random_id
from vangnet.core.models import AppendOnly, Record
from vangnet.persons.models import Person
from vangnet.protocol.models import History

INVOLVEMENT_LABELS = {
    InvolvementState.OFFERED: _("asked"),
    InvolvementState.ACCEPTED: _("takes part"),
    InvolvementState.DECLINED: _("does not take part"),
    InvolvementState.WITHDRAWN: _("request withdrawn"),
    InvolvementState.ENDED: _("no longer takes part"),
}
INVOLVEMENT_CHOICES = [(state.value, label) for state, label in INVOLVEMENT_LABELS.items()]


class DossierQuerySet(models.QuerySet["Dossier"]):
    def seen_by(self, organisation: Organisation | None) -> "DossierQuerySet":
        """The dossiers to which an organisation has access as a whole."""
        if organisation is None:
            return self.none()
        return self.filter(
            models.Exists(grants.reachable(organisation).filter(dossier_id=models.OuterRef("pk")))
        )


class Dossier(Record):
    """What belongs together about one person. Its key is that of its history; what is in it stands in the log."""

    address = models.CharField(
        _("address"), max_length=20, unique=True, default=random_id, editable=False
    )  # random, because it stands in browsers and logs, where the key would tell when the dossier was opened
    history = models.OneToOneField(History, models.PROTECT, related_name="+", verbose_name=_("history"))
    person = models.OneToOneField(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("opened by"))

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        constraints = [
            models.CheckConstraint(condition=Q(id=F("history")), name="dossier_has_key_of_history")
        ]

    class Privacy:
        free = ("id", "address", "history", "opened_by")
        personal = {"person": "dossier", "opened_at": "dossier"}

    def __str__(self) -> str:
        return str(self.person)


class Involvement(Record):
    """How one organisation stands toward one dossier now: one row per pair. How it came to be stands in its changes."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="involvements", verbose_name=_("dossier")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    state = models.CharField(_("state"), max_length=20, choices=INVOLVEMENT_CHOICES)
    since = models.DateTimeField(_("since"))
    offered_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    ground = models.CharField(_("ground"), max_length=200)
    message = models.TextField(_("message"), blank=True)

    class Meta:
        verbose_name = _("involvement")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "organisation"], name="involvement_one_per_pair"),
            models.CheckConstraint(condition=~Q(ground=""), name="involvement_has_a_ground"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "dossier"], name="involvement_by_organisation")
        ]

    class Privacy:
        free = ("id", "organisation", "state", "since", "offered_by", "ground")
        personal = {"dossier": "dossier", "message": "dossier"}

    def __str__(self) -> str:
        return f"{self.organisation}: {self.state}"


class InvolvementChange(AppendOnly):
    """One change in how an organisation stands toward a dossier, with its reason."""

    involvement = models.ForeignKey(
        Involvement, models.PROTECT, related_name="changes", verbose_name=_("involvement")
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier"))
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=20, choices=INVOLVEMENT_CHOICES)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    reason = models.TextField(_("reason"), blank=True)
    disclosure = models.ForeignKey(
        Disclosure, models.PROTECT, null=True, related_name="+", verbose_name=_("disclosure")
    )

    class Meta:
        ordering = ["involvement", "number"]
        verbose_name = _("change of an involvement")
        constraints = [
            models.UniqueConstraint(
                fields=["involvement", "number"], name="involvement_change_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=InvolvementState.OFFERED) | Q(disclosure__isnull=False),
                name="offer_stands_in_the_disclosure_register",
            ),
        ]

    class Privacy:
        free = ("id", "involvement", "number", "state", "changed_at", "disclosure")
        personal = {"dossier": "dossier", "changed_by": "audit", "reason": "dossier"}

    def __str__(self) -> str:
        return f"{self.changed_at:%Y-%m-%d %H:%M} {self.state}"
