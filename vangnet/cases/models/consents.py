from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vangnet.access.models import Organisation
from vangnet.access.roles import PURPOSE_CHOICES
from vangnet.cases.models.dossiers import Dossier
from vangnet.cases.states import ConsentState, RequestState
from vangnet.core.models import AppendOnly, Record
from vangnet.protocol.models import LogEntry

CONSENT_LABELS = {
    ConsentState.GIVEN: pgettext_lazy("consent", "given"),
    ConsentState.REFUSED: pgettext_lazy("consent", "refused"),
    ConsentState.WITHDRAWN: pgettext_lazy("consent", "withdrawn"),
}
REQUEST_LABELS = {
    RequestState.ASKED: pgettext_lazy("request", "waits for an answer"),
    RequestState.GRANTED: pgettext_lazy("request", "agreed"),
    RequestState.REFUSED: pgettext_lazy("request", "not agreed"),
}


class Decider(models.TextChoices):
    """Who answered for the person."""

    PERSON = "person", _("the person")
    PARENT = "parent", _("a parent with custody")
    GUARDIAN = "guardian", _("the guardian")
    BOTH = "both", _("the child together with a parent or guardian")


class Heard(models.TextChoices):
    """Whether a child was asked what it thinks."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_A_CHILD = "adult", _("the person is an adult")


class Consent(AppendOnly):
    """What the person answered when asked whether kinds of data may go to somebody. A withdrawal is a line of its own."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consents", verbose_name=_("dossier"))
    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="+", verbose_name=_("event"))
    state = models.CharField(
        _("answer"),
        max_length=20,
        choices=[(state.value, label) for state, label in CONSENT_LABELS.items()],
    )
    withdraws = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="withdrawal", verbose_name=_("withdraws")
    )
    categories = models.JSONField(_("kinds of data"), default=list)
    receivers = models.JSONField(_("receivers"), default=list)
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)
    asked_on = models.DateField(_("asked on"))
    language = models.CharField(_("language of the talk"), max_length=60)
    interpreter = models.CharField(_("interpreter"), max_length=60, blank=True)
    decider = models.CharField(_("who decided"), max_length=20, choices=Decider.choices)
    child_heard = models.CharField(_("child heard"), max_length=10, choices=Heard.choices)
    explanation = models.TextField(_("explanation"), blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("asked for")
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        verbose_name = _("consent")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ConsentState.WITHDRAWN, withdraws__isnull=False)
                | (~Q(state=ConsentState.WITHDRAWN) & Q(withdraws__isnull=True)),
                name="consent_withdrawal_names_what",
            ),
        ]

    class Privacy:
        free = ("id", "recorded_at", "organisation", "purpose")
        personal = {
            "dossier": "dossier",
            "entry": "dossier",
            "state": "dossier",
            "withdraws": "dossier",
            "categories": "dossier",
            "receivers": "dossier",
            "asked_on": "dossier",
            "language": "dossier",
            "interpreter": "dossier",
            "decider": "dossier",
            "child_heard": "dossier",
            "explanation": "dossier",
            "recorded_by": "audit",
        }

    def __str__(self) -> str:
        return f"{self.recorded_at:%Y-%m-%d %H:%M} {self.state}"


class SharingRequest(Record):
    """A sharing that waits for somebody else's yes: of the organisation that the data came from, or of a second colleague."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("permission of the organisation that the data came from")
        SECOND_PERSON = "second_person", _("agreement of a second colleague")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name=_("dossier"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    answerer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("who must answer")
    )
    receiver = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("to share with")
    )
    categories = models.JSONField(_("kinds of data"), default=list)
    purpose = models.CharField(_("purpose"), max_length=40, choices=PURPOSE_CHOICES)
    ground = models.CharField(_("ground"), max_length=200)
    why = models.TextField(_("why"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=[(state.value, label) for state, label in REQUEST_LABELS.items()],
        default=RequestState.ASKED,
    )
    asked_at = models.DateTimeField(_("asked at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        verbose_name = _("request to share")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, state=RequestState.ASKED)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(state=RequestState.ASKED)),
                name="sharing_request_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=models.F("asked_by")),
                name="sharing_request_answered_by_another",
            ),
        ]
        indexes = [models.Index(fields=["answerer", "state"], name="sharing_request_by_answerer")]

    class Privacy:
        free = (
            "id",
            "kind",
            "asker",
            "answerer",
            "receiver",
            "categories",
            "purpose",
            "ground",
            "state",
            "asked_at",
            "answered_at",
        )
        personal = {
            "dossier": "dossier",
            "asked_by": "audit",
            "answered_by": "audit",
            "why": "dossier",
            "reason": "dossier",
        }

    def __str__(self) -> str:
        return f"{self.asker} > {self.receiver}: {self.state}"
