import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models import Organisation
from vangnet.core.ids import random_id
from vangnet.core.models import Record
from vangnet.signals.answers import Answer, CareReport, Hardness, Known, Urgency
from vangnet.signals.states import Investigation, SignalState

# No letters or digits that are taken for each other on paper or over the telephone.
_SIGNS = "23456789BDFGHJKMNPRSTVWZ"
STATE_LABELS = {
    SignalState.RECEIVED: _("received"),
    SignalState.OWNED: _("in hand"),
    SignalState.ASKED: _("waits for an answer"),
    SignalState.PARKED: _("parked"),
    SignalState.INVESTIGATED: _("with investigation"),
    SignalState.REGISTERED: _("registered as possible victim"),
    SignalState.CLOSED: _("closed"),
}
STATE_CHOICES = [(state.value, label) for state, label in STATE_LABELS.items()]
# The states whose lists stand in the order of priority; what is parked stands in the order of its day.
IN_WORK = [SignalState.RECEIVED, SignalState.OWNED, SignalState.ASKED, SignalState.INVESTIGATED]
INVESTIGATION_LABELS = {
    Investigation.WAITS: _("waits for a decision"),
    Investigation.STARTED: _("investigation started"),
    Investigation.PARKED: _("parked by investigation"),
    Investigation.REFUSED: _("not taken up by investigation"),
}
INVESTIGATION_CHOICES = [(one.value, label) for one, label in INVESTIGATION_LABELS.items()]


def new_reference() -> str:
    """A name for a signal that people can say aloud, such as SEIN-7K3F-9RZM; it tells nothing about it."""
    groups = ("".join(secrets.choice(_SIGNS) for _place in range(4)) for _group in range(2))
    return "-".join(("SEIN", *groups))


class SignalChannel(models.TextChoices):
    """The way on which a signal came in."""

    PUBLIC = "public", _("public form")
    PROFESSIONAL = "professional", _("form for professionals")
    CALLER = "caller", _("by telephone")
    BULK = "bulk", _("file")


class Signal(Record):
    """Anything that somebody saw. Who it is about and who told it lies sealed in its texts; here stand codes only."""

    address = models.CharField(
        _("address"), max_length=20, unique=True, default=random_id, editable=False
    )  # random, because it stands in browsers and logs, where the key would tell when the signal came
    reference = models.CharField(_("reference"), max_length=20, unique=True, default=new_reference)
    channel = models.CharField(_("way in"), max_length=20, choices=SignalChannel.choices)
    reporter_type = models.CharField(_("kind of reporter"), max_length=40)
    reporting_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("reported by organisation")
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("reported by")
    )
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("owner"))
    owned_since = models.DateTimeField(_("owner since"))
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("handled by")
    )
    state = models.CharField(_("state"), max_length=20, choices=STATE_CHOICES, default=SignalState.RECEIVED)
    state_since = models.DateTimeField(_("in this state since"))
    received_at = models.DateTimeField(_("received at"))
    taken_at = models.DateTimeField(_("first taken in hand at"), null=True)
    seen_from = models.DateTimeField(_("seen from"), null=True)
    seen_until = models.DateTimeField(_("seen until"), null=True)
    seen_precision = models.CharField(_("how exactly"), max_length=20, default="unknown")
    seen_text = models.CharField(_("when, in words"), max_length=200, blank=True)
    forms = models.JSONField(_("forms of exploitation"), default=list)
    region = models.CharField(_("region"), max_length=100, blank=True)
    municipality = models.CharField(_("municipality"), max_length=100, blank=True)
    setting = models.CharField(_("setting"), max_length=60, blank=True)
    urgency = models.CharField(_("urgency"), max_length=20, choices=Urgency.choices, default=Urgency.UNKNOWN)
    danger = models.CharField(_("danger"), max_length=20, choices=Answer.choices, blank=True)
    hardness = models.CharField(
        _("hardness"), max_length=20, choices=Hardness.choices, default=Hardness.UNKNOWN
    )
    weight = models.IntegerField(_("weight"), default=0)
    weight_version = models.CharField(_("weighed with"), max_length=60, blank=True)
    priority = models.IntegerField(_("priority"), default=1_000)
    cluster = models.UUIDField(_("cluster"), null=True, db_index=True)
    review_on = models.DateField(_("look again on"), null=True)
    feedback_due = models.DateField(_("feedback before"), null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)
    outcome = models.CharField(_("outcome"), max_length=60, blank=True)
    basis = models.CharField(_("basis"), max_length=60, blank=True)
    investigation = models.CharField(
        _("investigation"), max_length=20, choices=INVESTIGATION_CHOICES, blank=True
    )
    passed_at = models.DateTimeField(_("passed to investigation at"), null=True)
    dossier_id = models.UUIDField(_("dossier"), null=True)
    submission_key = models.UUIDField(_("key of sending"), null=True, unique=True)
    has_minor = models.CharField(_("about a child"), max_length=20, choices=Answer.choices, blank=True)
    care_report = models.CharField(_("known to care"), max_length=20, choices=CareReport.choices, blank=True)
    idle_handovers = models.PositiveSmallIntegerField(_("hand-overs without action in between"), default=0)
    is_group = models.BooleanField(_("one situation with many people"), default=False)

    class Meta:
        ordering = ["-received_at", "id"]
        verbose_name = _("signal")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SignalState.CLOSED) | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="signal_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=SignalState.PARKED) | Q(review_on__isnull=False),
                name="signal_parked_until_a_day",
            ),
        ]
        indexes = [
            # What the inbox filters by stands in the index, so that a filter that fits few reads no signal that it does not show.
            models.Index(
                fields=["owner", "state", "priority", "received_at", "id"],
                include=["handler", "has_minor", "region", "reporter_type", "forms"],
                condition=Q(state__in=IN_WORK),
                name="signal_in_work_of_owner",
            ),
            models.Index(
                fields=["owner", "state", "review_on", "id"],
                include=["handler", "has_minor", "region", "reporter_type", "forms"],
                condition=Q(state__in=[SignalState.PARKED, SignalState.ASKED]),
                name="signal_review_of_owner",
            ),
            models.Index(
                fields=["owner", "feedback_due", "id"],
                include=["state", "handler", "has_minor", "region", "reporter_type", "forms"],
                condition=Q(feedback_due__isnull=False),
                name="signal_feedback_of_owner",
            ),
            models.Index(fields=["owner", "-received_at", "id"], name="signal_of_owner"),
            models.Index(fields=["reporting_organisation", "-received_at"], name="signal_of_reporter"),
            models.Index(
                fields=["review_on"], condition=Q(state=SignalState.PARKED), name="signal_to_look_at_again"
            ),
            models.Index(
                fields=["feedback_due"], condition=Q(feedback_due__isnull=False), name="signal_feedback_due"
            ),
        ]

    class Privacy:
        free = (
            *("id", "address", "reference", "channel", "reporter_type", "reporting_organisation", "owner"),
            *("owned_since", "state", "state_since", "received_at", "taken_at", "forms", "region", "setting"),
            *("urgency", "danger", "hardness", "weight", "weight_version", "priority", "cluster"),
            *("review_on", "feedback_due", "closed_at", "outcome", "basis", "investigation", "passed_at"),
            *("submission_key", "has_minor", "care_report", "idle_handovers", "is_group"),
        )
        personal = {
            "reported_by": "audit",
            "handler": "audit",
            "seen_from": "signal",
            "seen_until": "signal",
            "seen_precision": "signal",
            "seen_text": "signal",
            "municipality": "signal",
            "dossier_id": "signal",
        }

    def __str__(self) -> str:
        return self.reference


class SignalPerson(Record):
    """Somebody whom a signal is about, without a name. Every answer may be that nobody knows."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="persons", verbose_name=_("signal"))
    number = models.PositiveSmallIntegerField(_("number"))
    age = models.PositiveSmallIntegerField(_("age"), null=True)
    age_answer = models.CharField(_("age known"), max_length=20, choices=Known.choices, blank=True)
    age_at_recruitment = models.PositiveSmallIntegerField(_("age at recruitment"), null=True)
    recruitment_answer = models.CharField(
        _("age at recruitment known"), max_length=20, choices=Known.choices, blank=True
    )
    nationality = models.CharField(_("nationality"), max_length=20, blank=True)
    nationality_answer = models.CharField(
        _("nationality known"), max_length=20, choices=Known.choices, blank=True
    )
    forms = models.JSONField(_("forms of exploitation"), default=list)
    forms_answer = models.CharField(
        _("form of exploitation known"), max_length=20, choices=Known.choices, blank=True
    )
    sex = models.CharField(_("sex"), max_length=20, blank=True)
    is_minor = models.CharField(_("a child"), max_length=20, choices=Answer.choices, blank=True)
    is_suspect = models.CharField(_("met as a suspect"), max_length=20, choices=Answer.choices, blank=True)
    adult_behind = models.CharField(
        _("an adult can be behind it"), max_length=20, choices=Answer.choices, blank=True
    )
    number_of_people = models.PositiveIntegerField(_("number of people"), default=1)

    class Meta:
        ordering = ["number"]
        verbose_name = _("person in a signal")
        constraints = [
            models.UniqueConstraint(fields=["signal", "number"], name="person_once_in_a_signal"),
        ]

    class Privacy:
        free = ("id", "signal", "number", "number_of_people")
        personal = {
            "age": "signal",
            "age_answer": "signal",
            "age_at_recruitment": "signal",
            "recruitment_answer": "signal",
            "nationality": "signal",
            "nationality_answer": "signal",
            "forms": "signal",
            "forms_answer": "signal",
            "sex": "signal",
            "is_minor": "signal",
            "is_suspect": "signal",
            "adult_behind": "signal",
        }

    def __str__(self) -> str:
        return f"{self.signal}: {self.number}"
