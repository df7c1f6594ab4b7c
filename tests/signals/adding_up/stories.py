"""Signals of several bodies that share something, as they come in."""

from tests.factories import signal
from vangnet.signals.models import Mark, Signal
from vangnet.signals.reports import ReportedMark
from vangnet.signals.services import marks

PHONE = "06-00001234"


def seen(by, *given, **also):
    """A signal that somebody reports for the own organisation, with marks such as ("telephone", "06-00001234")."""
    return signal(by, reporter_type="own_staff", marks=tuple(ReportedMark(*one) for one in given), **also)


def added(to, by, *given):
    return marks.add(to, marks=[ReportedMark(*one) for one in given], by=by)


def clusters():
    """The groups as they stand, as sets of signals."""
    found = {}
    for key, label in Signal.objects.exclude(cluster=None).values_list("pk", "cluster"):
        found.setdefault(label, set()).add(key)
    return sorted(map(sorted, found.values()))


def of(signal):
    return Signal.objects.get(pk=signal.pk)


def kinds(signal):
    return sorted(Mark.objects.filter(signal=signal).values_list("kind", flat=True))
