"""The answers that anything about a signal may have: "I do not know" is another answer than "I would rather not say"."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Answer(models.TextChoices):
    """Yes, no, and the two ways in which there is no answer. What was not asked is empty."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("I do not know")
    NOT_SAID = "not_said", _("I would rather not say")


class Known(models.TextChoices):
    """Whether something that was asked is known."""

    KNOWN = "known", _("known")
    UNKNOWN = "unknown", _("I do not know")
    NOT_SAID = "not_said", _("I would rather not say")


class Hardness(models.TextChoices):
    """How hard a fact is."""

    OBSERVED = "observed", _("seen or heard by who reports")
    TOLD = "told", _("told by somebody")
    ASSUMED = "assumed", pgettext_lazy("hardness", "assumed")
    UNKNOWN = "unknown", _("not known")


class Urgency(models.TextChoices):
    """How soon something must happen, as whoever reports sees it."""

    NOW = "now", _("now")
    SOON = "soon", _("within days")
    ORDINARY = "ordinary", _("no hurry")
    UNKNOWN = "unknown", _("not known")


class CareReport(models.TextChoices):
    """Whether the reporting centre for abuse knows of a child."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")
    NOT_NEEDED = "not_needed", _("not needed")
