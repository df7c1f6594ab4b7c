"""What people are told about signals, inside the system. A notice names a signal by its reference and nobody by name."""

from django.utils.translation import gettext_lazy as _

from vangnet.access.notice_words import register

INBOX = "signals:inbox"
OFFERED = "signal.offered"
ACCEPTED = "signal.accepted"
REFUSED = "signal.refused"
REMINDED = "signal.reminded"
DEPUTY = "signal.deputy"
ESCALATED = "signal.escalated"
PASSED_ROUND = "signal.passed_round"
ANSWERED = "signal.answered"
ASKED = "signal.asked"
REVIEW = "signal.review"
URGENT = "signal.urgent"
FEEDBACK = "signal.feedback"
FEEDBACK_OVERDUE = "signal.feedback_overdue"
UNTAKEN = "signal.untaken"
# For the privacy officer, who reads no signals: it names none.
MARKS_HELD_BACK = "oversight.marks_held_back"

register(OFFERED, _("Your organisation is asked to take over the signal %(reference)s."), page=INBOX)
register(ACCEPTED, _("Another organisation took over the signal %(reference)s."), page=INBOX)
register(
    REFUSED,
    _("The signal %(reference)s was not taken over. Your organisation still owns it."),
    page=INBOX,
)
register(
    REMINDED,
    _("The signal %(reference)s still waits for your answer: take it over, or say why not."),
    page=INBOX,
)
register(
    DEPUTY,
    _(
        "Nobody answered about the signal %(reference)s. You stand in for whoever is asked for: please answer."
    ),
    page=INBOX,
)
register(
    ESCALATED,
    _("Nobody of %(receiver)s answered in time about the signal %(reference)s. %(giver)s still owns it."),
    page=INBOX,
)
register(
    PASSED_ROUND,
    _("The signal %(reference)s went on %(times)s times with nothing done in between. Agree who does what."),
    page=INBOX,
)
register(ANSWERED, _("Something was added to the signal %(reference)s by whoever reported it."), page=INBOX)
register(
    ASKED,
    _("There is a question about the signal %(reference)s that your organisation reported."),
    page=INBOX,
)
register(REVIEW, _("It is time to look again at the signal %(reference)s."), page=INBOX)
register(URGENT, _("The signal %(reference)s came in and is urgent."), page=INBOX)
register(
    FEEDBACK,
    _("There is an answer about the signal %(reference)s that your organisation reported."),
    page=INBOX,
)
register(
    FEEDBACK_OVERDUE,
    _("Whoever reported the signal %(reference)s has not heard anything yet, and should have by now."),
    page=INBOX,
)
register(UNTAKEN, _("Nobody has looked yet at the signal %(reference)s."), page=INBOX)
register(
    MARKS_HELD_BACK,
    _(
        "Somebody wanted to add so many marks to signals within %(hours)s hours that it was held back. See in the trail who it was, and ask why."
    ),
    page="oversight:refused",
)
