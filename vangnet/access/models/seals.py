from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.core.models import AppendOnly, GrowsOnly


class UnsealedLine(models.Model):
    """A line of a log that no seal covers yet. A trigger of the log adds it; the sealer takes it away."""

    id = models.BigAutoField(primary_key=True)
    log = models.CharField(_("log"), max_length=63)
    line = models.UUIDField(_("line"))

    class Meta:
        verbose_name = _("line that waits for its seal")

    class Privacy:
        free = ("id", "log", "line")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.log} {self.line}"


class Seal(AppendOnly):
    """A signed root over a batch of lines, chained to the seal before it."""

    number = models.PositiveBigIntegerField(_("number"), unique=True)
    moment = models.DateTimeField(_("moment"))
    lines = models.PositiveIntegerField(_("lines"))
    total = models.PositiveBigIntegerField(_("lines so far"))
    root = models.BinaryField(_("root of the lines"), max_length=32)
    previous = models.BinaryField(_("digest of the seal before"), max_length=32)
    history = models.BinaryField(_("root of all seals before"), max_length=32)
    frontier = models.BinaryField(_("what the next root is computed with"))
    shapes = models.JSONField(_("columns of each log at that moment"), default=dict)
    key = models.CharField(_("key"), max_length=16)
    signature = models.BinaryField(_("signature"), max_length=64)

    class Meta:
        ordering = ["number"]
        verbose_name = _("seal")

    class Privacy:
        free = (
            *("id", "number", "moment", "lines", "total", "root", "previous", "history", "frontier"),
            *("shapes", "key", "signature"),
        )
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.number}. {self.moment:%Y-%m-%d %H:%M}"


class Leaf(GrowsOnly):
    """The digest of one line, and its place in a seal."""

    pk = models.CompositePrimaryKey("seal", "position")
    seal = models.PositiveBigIntegerField(_("seal"))
    position = models.PositiveIntegerField(_("place"))
    log = models.CharField(_("log"), max_length=63)
    line = models.UUIDField(_("line"))
    digest = models.BinaryField(_("digest"), max_length=32)

    class Meta:
        ordering = ["seal", "position"]
        verbose_name = _("sealed line")
        constraints = [models.UniqueConstraint(fields=["line", "log"], name="line_sealed_once")]

    class Privacy:
        free = ("seal", "position", "log", "line", "digest")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.log} {self.line}"


class Verification(AppendOnly):
    """What a check of all seals found, in words; nothing means that everything fits."""

    moment = models.DateTimeField(_("moment"))
    seals = models.PositiveBigIntegerField(_("seals"))
    lines = models.PositiveBigIntegerField(_("lines"))
    is_anchored = models.BooleanField(_("compared with a copy elsewhere"))
    problems = models.JSONField(_("what does not fit"), default=list)

    class Meta:
        ordering = ["-moment"]
        verbose_name = _("check of the seals")

    class Privacy:
        free = ("id", "moment", "seals", "lines", "is_anchored", "problems")
        personal: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.moment:%Y-%m-%d %H:%M} {len(self.problems)}"
