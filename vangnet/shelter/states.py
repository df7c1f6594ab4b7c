"""How far a request for an address is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    WAITING = "waiting", _("waits for an answer")
    TOO_OLD = "too_old", _("was not answered in time")
    REFUSED = "refused", _("refused")
    APPROVED = "approved", _("can be opened once")
    EXPIRED = "expired", _("was not opened in time")
    OPENED = "opened", _("opened")
