"""Who may report, and who gets what is reported."""

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.protocol.facts import text_complaint
from vangnet.signals.models import SignalChannel
from vangnet.signals.reports import Report

LONGEST_TEXT = 20_000
MOST_PERSONS = 500


def may_report(actor: Actor, report: Report) -> Verdict:
    """Everybody may report: without account on the public form, others with a role that includes it."""
    if report.channel == SignalChannel.PUBLIC:
        return ALLOWED
    needed = Permission.IMPORT_SIGNALS if report.channel == SignalChannel.BULK else Permission.REPORT_SIGNAL
    return has_permission(actor, needed)


def is_complete(report: Report) -> Verdict:
    """A report says something: at least a text or a person, and nothing so long that nobody can read it."""
    if not any(one.text.strip() for one in report.texts) and not report.persons and not report.sightings:
        return refused(_("The report is empty. Write what was seen, or about whom it is."))
    for one in report.texts:
        if not (fits := _fits(one.text)).allowed:
            return fits
    if len(report.persons) > MOST_PERSONS:
        return refused(
            _("The report names %(found)d people; at most %(most)d fit. Report them as one group.")
            % {"found": len(report.persons), "most": MOST_PERSONS}
        )
    return ALLOWED


def is_text(text: str) -> Verdict:
    """Something that is written is not empty, and not so long that nobody reads it."""
    return _fits(text) if text.strip() else refused(_("Write something first."))


def _fits(text: str) -> Verdict:
    complaint = text_complaint(text, LONGEST_TEXT)
    return refused(complaint) if complaint else ALLOWED
