from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Disclosure, Organisation
from vangnet.cases.states import HandoverState, InvolvementState
from vangnet.core.ids import random_id
from vangnet.core.models import AppendOnly, Record
from vangnet.persons.models import Person
from vangnet.protocol.models import History, LogEntry


class TrackKind(models.TextChoices):
    """The tracks that steps of the agreements can belong to."""

    PROTECTION = "protection", _("protection")
    RESIDENCE = "residence", _("residence")
    SHELTER = "shelter", _("shelter")
    MINOR_CARE = "minor_care", _("care for minors")
    OWN_CASE = "own_case", _("own criminal case")
    EXPLOITER_CASE = "exploiter_case", _("case against the exploiter")
    RETURN = "return", _("return")


INVOLVEMENT_LABELS = {
    InvolvementState.OFFERED: _("asked"),
    InvolvementState.ACCEPTED: _("takes part"),
    InvolvementState.DECLINED: _("does not take part"),
    InvolvementState.WITHDRAWN: _("request withdrawn"),
    InvolvementState.ENDED: _("no longer takes part"),
}
HANDOVER_LABELS = {
    HandoverState.OFFERED: _("offered"),
    HandoverState.ACCEPTED: _("taken over"),
    HandoverState.DECLINED: _("not taken over"),
    HandoverState.WITHDRAWN: _("offer withdrawn"),
}
INVOLVEMENT_CHOICES = [(state.value, label) for state, label in INVOLVEMENT_LABELS.items()]
HANDOVER_CHOICES = [(state.value, label) for state, label in HANDOVER_LABELS.items()]


class DossierQuerySet(models.QuerySet["Dossier"]):
    def seen_by(self, organisation: Organisation | None) -> "DossierQuerySet":
        """The dossiers in which an organisation takes part."""
        mine = Involvement.objects.filter(
            dossier=models.OuterRef("pk"), organisation=organisation, state=InvolvementState.ACCEPTED
        )
        return self.filter(models.Exists(mine)) if organisation else self.none()


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
            )
        }

    def __str__(self) -> str:
        return f"{self.dossier}: {self.agreement}.{self.duty}"
