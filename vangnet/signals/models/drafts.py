from django.db import models
from django.utils.translation import gettext_lazy as _

from vangnet.core.models import Record


class Draft(Record):
    """A report that was not sent yet. Only its words open it: here lie a keyed hash to find it by, and what nobody here can read."""

    locator = models.CharField(_("found by"), max_length=64, unique=True)
    wrapped = models.BinaryField(_("sealed key"))
    sealed = models.BinaryField(_("sealed answers"))
    begun_at = models.DateTimeField(_("begun at"))
    expires_at = models.DateTimeField(_("kept until"), db_index=True)
    files_tried = models.PositiveSmallIntegerField(_("files that were looked at"), default=0)
    words_made = models.PositiveSmallIntegerField(_("how often it got other words"), default=0)

    class Meta:
        verbose_name = _("report that was not sent")

    class Privacy:
        free = ("id", "locator", "wrapped", "begun_at", "expires_at", "files_tried", "words_made")
        personal = {"sealed": "draft"}

    def __str__(self) -> str:
        return str(self.pk)


class DraftFile(Record):
    """A file with a report that was not sent yet, sealed with the key of the report."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files", verbose_name=_("report"))
    kind = models.CharField(_("kind"), max_length=20)
    size = models.PositiveIntegerField(_("size"))
    sealed = models.BinaryField(_("sealed file"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = _("file with a report that was not sent")

    class Privacy:
        free = ("id", "draft", "kind", "size", "added_at")
        personal = {"sealed": "draft"}

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.kind}"
