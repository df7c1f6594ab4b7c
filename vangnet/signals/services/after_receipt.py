"""What happens with every signal as soon as it has arrived, in the same transaction."""

from collections.abc import Callable

from vangnet.access.actors import Actor
from vangnet.signals.models import Signal
from vangnet.signals.reports import Report
from vangnet.signals.services.comparing import keep
from vangnet.signals.services.keeping_sightings import arrived


def _added_up(signal: Signal, report: Report, by: Actor) -> None:
    keep(signal, marks=report.marks, by=by)


# In this order: what was seen is weighed first, and what it shares with other signals is added up afterwards.
PARTS: tuple[Callable[[Signal, Report, Actor], None], ...] = (arrived, _added_up)


def after_receipt(signal: Signal, report: Report, *, by: Actor) -> None:
    """Weigh what was seen and look for other signals that belong with it."""
    for part in PARTS:
        part(signal, report, by)
