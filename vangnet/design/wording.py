"""How moments and terms are said to people: in whole words, in Amsterdam time."""

from datetime import UTC, date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from vangnet.core.clock import AMSTERDAM
from vangnet.design.partial_dates import PartialMoment

Moment = date | datetime | PartialMoment | None


def moment_in_words(value: Moment, *, short: bool = False) -> str:
    """Say a date, a moment or a partly known moment in full words."""
    if value is None:
        return pgettext("moment", "unknown")
    if isinstance(value, PartialMoment):
        return _partial_in_words(value, short=short)
    if isinstance(value, datetime):
        here = value.astimezone(AMSTERDAM)
        return f"{_day(here.date(), short=short)}, {here:%H:%M}"
    return _day(value, short=short)


def _day(value: date, *, short: bool) -> str:
    form = pgettext("short date", "j M Y") if short else pgettext("long date", "l j F Y")
    return date_format(value, form, use_l10n=False)


def _partial_in_words(value: PartialMoment, *, short: bool) -> str:
    if value.earliest is None:
        return pgettext("moment", "unknown")
    if value.precision in {"exact", "minute"}:
        return moment_in_words(value.earliest, short=short)
    if value.precision == "day":
        return _day(value.earliest.date(), short=short)
    return value.text


def due_in_words(due: date | datetime, *, now: datetime) -> str:
    """Say how far away a due moment is: "in 3 days", "2 days late", "today at 14:00"."""
    here = now.astimezone(AMSTERDAM)
    if not isinstance(due, datetime):
        return _days_in_words((due - here.date()).days)
    local = due.astimezone(AMSTERDAM)
    if is_late(due, now=now):
        return _late_in_words(_passed(due, now), (here.date() - local.date()).days)
    days = (local.date() - here.date()).days
    if days == 0:
        return _("today at %(time)s") % {"time": f"{local:%H:%M}"}
    if days == 1:
        return _("tomorrow at %(time)s") % {"time": f"{local:%H:%M}"}
    return _days_in_words(days)


def is_late(due: date | datetime, *, now: datetime) -> bool:
    """Tell whether the due moment has passed; a due date lasts until the day is over."""
    if isinstance(due, datetime):
        return _passed(due, now) > timedelta()
    return due < now.astimezone(AMSTERDAM).date()


def local_date(value: date | datetime) -> date:
    """The civil date in the Netherlands of a date or a moment."""
    return value.astimezone(AMSTERDAM).date() if isinstance(value, datetime) else value


def _passed(since: datetime, now: datetime) -> timedelta:
    # In one zone Python subtracts what the clock on the wall shows, which is wrong around the change of the clock.
    return now.astimezone(UTC) - since.astimezone(UTC)


def _late_in_words(passed: timedelta, days: int) -> str:
    if passed >= timedelta(hours=24):
        return ngettext("%(count)d day late", "%(count)d days late", max(days, 1)) % {"count": max(days, 1)}
    hours = passed // timedelta(hours=1)
    if hours:
        return ngettext("%(count)d hour late", "%(count)d hours late", hours) % {"count": hours}
    minutes = max(passed // timedelta(minutes=1), 1)
    return ngettext("%(count)d minute late", "%(count)d minutes late", minutes) % {"count": minutes}


def _days_in_words(days: int) -> str:
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", days) % {"count": days}
    return ngettext("%(count)d day late", "%(count)d days late", -days) % {"count": -days}
