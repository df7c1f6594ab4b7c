from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vangnet.access.models.accounts import Account
from vangnet.access.models.organisations import Organisation
from vangnet.core.models import AppendOnly


class KeepingDecision(AppendOnly):
    """Somebody proposes what becomes of the data of a dossier. Keeping them longer holds at once; the rest asks a second person."""

    class Kind(models.TextChoices):
        HOLD = "hold", _("do not destroy anything")
        LIFT_HOLD = "lift_hold", _("allow destruction again")
        KEEP_LONGER = "keep_longer", _("keep longer")
        DESTROY = "destroy", _("destroy")

    moment = models.DateTimeField(_("moment"))
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    categories = models.JSONField(_("kinds of data"), default=list)
    reason = models.TextField(_("reason"))
    keep_until = models.DateField(_("keep until"), null=True)
    lifts = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="lifted_by", verbose_name=_("allows again after")
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("proposed for")
    )

    class Meta:
        ordering = ["moment", "id"]
        verbose_name = _("decision about keeping")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="keeping_decision_has_a_reason"),
            models.CheckConstraint(
                condition=Q(kind="keep_longer", keep_until__isnull=False)
                | (~Q(kind="keep_longer") & Q(keep_until__isnull=True)),
                name="keeping_longer_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="lift_hold", lifts__isnull=False)
                | (~Q(kind="lift_hold") & Q(lifts__isnull=True)),
                name="lifting_names_the_hold",
            ),
        ]

    class Privacy:
        free = ("id", "moment", "kind", "categories", "keep_until", "lifts", "organisation")
        personal = {"dossier_id": "audit", "reason": "audit", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.kind}"


class KeepingAnswer(AppendOnly):
    """What a second person says to a proposal. The database refuses the person who made it."""

    decision = models.OneToOneField(
        KeepingDecision, models.PROTECT, related_name="answer", verbose_name=_("proposal")
    )
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    is_approved = models.BooleanField(_("agreed"))
    reason = models.TextField(_("reason"), blank=True)
    moment = models.DateTimeField(_("moment"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("answered by"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("answered for")
    )

    class Meta:
        ordering = ["moment", "id"]
        verbose_name = _("answer about keeping")

    class Privacy:
        free = ("id", "decision", "is_approved", "moment", "organisation")
        personal = {"dossier_id": "audit", "reason": "audit", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.is_approved}"


class Redaction(AppendOnly):
    """One line of a log was emptied on an agreed order: digests of the line before and after, and no content.

    Only a function of the owner of the tables adds these.
    """

    decision = models.ForeignKey(
        KeepingDecision, models.PROTECT, related_name="redactions", verbose_name=_("order")
    )
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    moment = models.DateTimeField(_("moment"))
    log = models.CharField(_("log"), max_length=63)
    row = models.UUIDField(_("line"))
    columns = models.JSONField(_("columns that the digests cover"), default=list)
    emptied = models.JSONField(_("columns that were emptied"), default=list)
    before = models.CharField(_("digest before"), max_length=64)
    after = models.CharField(_("digest after"), max_length=64)

    class Meta:
        ordering = ["moment", "id"]
        verbose_name = _("emptied line")
        indexes = [models.Index(fields=["log", "row"], name="redaction_by_line")]

    class Privacy:
        free = ("id", "decision", "moment", "log", "row", "columns", "emptied", "before", "after")
        personal = {"dossier_id": "audit"}

    def __str__(self) -> str:
        return f"{self.log} {self.row}"


class Destruction(AppendOnly):
    """The certificate that data of a dossier were destroyed: what kinds, how many lines, on whose order. It holds digests only."""

    decision = models.OneToOneField(
        KeepingDecision, models.PROTECT, related_name="destruction", verbose_name=_("order")
    )
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    moment = models.DateTimeField(_("moment"))
    categories = models.JSONField(_("kinds of data"), default=list)
    lines = models.PositiveIntegerField(_("emptied lines"))
    digest = models.CharField(_("digest over the emptied lines"), max_length=64)
    vault = models.CharField(_("certificate of the vault"), max_length=200, blank=True)
    terms = models.DateField(_("terms of"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("carried out by"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("carried out for")
    )

    class Meta:
        ordering = ["moment", "id"]
        verbose_name = _("certificate of destruction")

    class Privacy:
        free = (
            *("id", "decision", "moment", "categories", "lines", "digest", "vault", "terms"),
            "organisation",
        )
        personal = {"dossier_id": "audit", "account": "audit"}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {len(self.categories)}"


class RightsRequest(AppendOnly):
    """The person asks to see, correct or erase their data, or objects. It has a last day to be answered on."""

    class Right(models.TextChoices):
        ACCESS = "access", _("see my data")
        CORRECTION = "correction", _("correct my data")
        OBJECTION = "objection", _("object to the use of my data")
        ERASURE = "erasure", _("erase my data")

    class Asker(models.TextChoices):
        PERSON = "person", _("the person")
        PARENT = "parent", _("a parent with custody")
        GUARDIAN = "guardian", _("the guardian")
        LAWYER = "lawyer", _("a lawyer or other authorised person")

    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    right = models.CharField(_("what is asked"), max_length=20, choices=Right.choices)
    asker = models.CharField(_("who asks"), max_length=20, choices=Asker.choices)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("answer before"))
    wish = models.TextField(_("what is asked, in words"), blank=True)
    moment = models.DateTimeField(_("recorded at"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("recorded by"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("recorded for")
    )

    class Meta:
        ordering = ["received_on", "id"]
        verbose_name = _("request of the person")
        indexes = [models.Index(fields=["organisation", "due_on"], name="rights_request_by_due")]

    class Privacy:
        free = ("id", "due_on", "moment", "organisation")
        personal = {
            "dossier_id": "dossier",
            "right": "dossier",
            "asker": "dossier",
            "received_on": "dossier",
            "wish": "dossier",
            "account": "audit",
        }

    def __str__(self) -> str:
        return f"{self.received_on} {self.right}"


class RightsAnswer(AppendOnly):
    """What was answered to a request of the person, or that the answer needs more time."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("done as asked")
        PARTLY = "partly", _("done in part")
        REFUSED = "refused", _("not done")
        EXTENDED = "extended", _("more time needed")

    request = models.ForeignKey(
        RightsRequest, models.PROTECT, related_name="answers", verbose_name=_("request")
    )
    dossier_id = models.UUIDField(_("dossier"), db_index=True)
    outcome = models.CharField(_("answer"), max_length=20, choices=Outcome.choices)
    reason = models.TextField(_("reason"))
    due_on = models.DateField(_("answer before"), null=True)
    moment = models.DateTimeField(_("moment"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("answered by"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("answered for")
    )

    class Meta:
        ordering = ["moment", "id"]
        verbose_name = _("answer to the person")
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=~Q(outcome="extended"), name="rights_request_answered_once"
            ),
            models.UniqueConstraint(
                fields=["request"], condition=Q(outcome="extended"), name="rights_request_extended_once"
            ),
        ]

    class Privacy:
        free = ("id", "request", "moment", "organisation")
        personal = {
            "dossier_id": "dossier",
            "outcome": "dossier",
            "reason": "dossier",
            "due_on": "dossier",
            "account": "audit",
        }

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {self.outcome}"
