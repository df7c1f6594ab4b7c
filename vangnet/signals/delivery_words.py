"""What people are told about deliveries that are late."""

from django.utils.translation import gettext_lazy as _

from vangnet.access.notice_words import register

LATE = "signal.delivery_late"
FEEDBACK_LATE = "signal.delivery_feedback_late"
FAILED = "signal.delivery_failed"
PAGE = "signals:import"

register(
    LATE,
    _(
        "Your organisation agreed to deliver its signals to %(organisation)s before %(day)s. Deliver them, or say that there are none."
    ),
    page=PAGE,
)
register(
    FEEDBACK_LATE,
    _(
        "Your organisation agreed to tell %(organisation)s before %(day)s what became of its signals. Tell it, and write down that you did."
    ),
    page=PAGE,
)
register(
    FAILED,
    _(
        "The delivery %(number)s could not be counted, and nothing of it was. Let it count again; when that fails too, tell whoever runs Vangnet."
    ),
    page=PAGE,
)
