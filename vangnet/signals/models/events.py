from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.categories import CATEGORY_CHOICES
from vangnet.access.models import Organisation
from vangnet.core.models import AppendOnly
from vangnet.signals.answers import Hardness
from vangnet.signals.models.signals import STATE_CHOICES, Signal, SignalPerson


class SignalText(AppendOnly):
    """A text with a signal, sealed by its kind of data; it can be forgotten with its key."""

    class Kind(models.TextChoices):
        SEEN = "seen", _("what was seen")
        INTERPRETATION = "interpretation", _("what it may mean")
        ALREADY_DONE = "already_done", _("what was already done")
        SAFETY = "safety", _("what is safe and what is not")
        REPORTER_CONTACT = "reporter_contact", _("how to reach the reporter")
        PERSON_IDENTITY = "person_identity", _("who the person is")
        QUESTION = "question", _("question to the reporter")
        ANSWER = "answer", _("answer of the reporter")
        ADDITION = "addition", _("added by the reporter")
        NOTE = "note", _("note")
        FEEDBACK = "feedback", _("answer to the reporter")

    class Source(models.TextChoices):
        OWN_OBSERVATION = "own_observation", _("own observation")
        TOLD_BY_PERSON = "told_by_person", _("told by the person")
        THIRD_PARTY = "third_party", _("told by somebody else")
        DOCUMENT = "document", _("document")
        UNKNOWN = "unknown", _("not known")

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="texts", verbose_name=_("signal"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    category = models.CharField(_("kind of data"), max_length=20, choices=CATEGORY_CHOICES)
    hardness = models.CharField(
        _("hardness"), max_length=20, choices=Hardness.choices, default=Hardness.UNKNOWN
    )
    source = models.CharField(_("source"), max_length=20, choices=Source.choices, default=Source.UNKNOWN)
    person = models.ForeignKey(
        SignalPerson, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    sealed = models.BinaryField(_("sealed text"))
    written_at = models.DateTimeField(_("written at"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("written for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name = _("text with a signal")

    class Privacy:
        free = ("id", "signal", "kind", "category", "hardness", "source", "written_at", "organisation")
        personal = {"person": "signal", "sealed": "signal", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.kind}"


class SignalEvent(AppendOnly):
    """What happened with a signal: which act, from which state to which, and who owned it before and after."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="events", verbose_name=_("signal"))
    number = models.PositiveIntegerField(_("number"))
    code = models.CharField(_("act"), max_length=40)
    before = models.CharField(_("state before"), max_length=20, choices=STATE_CHOICES, blank=True)
    after = models.CharField(_("state after"), max_length=20, choices=STATE_CHOICES)
    owner_before = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("owner before")
    )
    owner_after = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("owner after")
    )
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    happened_at = models.DateTimeField(_("happened at"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("done for")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("done by")
    )
    about = models.JSONField(_("about"), default=dict)

    class Meta:
        ordering = ["number"]
        verbose_name = _("event of a signal")
        constraints = [
            models.UniqueConstraint(fields=["signal", "number"], name="signal_event_numbered_once"),
        ]

    class Privacy:
        free = (
            *("id", "signal", "number", "code", "before", "after", "owner_before", "owner_after", "reason"),
            *("happened_at", "organisation", "about"),
        )
        personal = {"account": "audit"}

    def __str__(self) -> str:
        return f"{self.signal_id} {self.number}: {self.code}"


class Assessment(AppendOnly):
    """What one organisation makes of a signal, beside what others make of it. A later one of the same organisation counts."""

    class Finding(models.TextChoices):
        INDICATIONS = "indications", _("there are indications")
        NO_INDICATIONS = "no_indications", _("there are no indications")
        UNDECIDED = "undecided", _("cannot be said yet")

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="assessments", verbose_name=_("signal"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("seen so by")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    finding = models.CharField(_("finding"), max_length=20, choices=Finding.choices)
    basis = models.CharField(_("basis"), max_length=60, blank=True)
    found_at = models.DateTimeField(_("found at"))

    class Meta:
        ordering = ["found_at", "id"]
        verbose_name = _("assessment of a signal")
        constraints = [
            models.CheckConstraint(
                condition=~Q(finding="no_indications") | ~Q(basis=""),
                name="assessment_of_nothing_has_a_basis",
            )
        ]

    class Privacy:
        free = ("id", "signal", "organisation", "finding", "basis", "found_at")
        personal = {"account": "audit"}

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.organisation}, {self.finding}"
