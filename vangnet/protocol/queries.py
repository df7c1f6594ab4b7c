"""Reading the log. Who may read a history is decided by the package that owns it."""

from uuid import UUID

from vangnet.access.scope import unscoped
from vangnet.protocol.models import LogEntry


@unscoped("A history has no owner here; the package that owns it decides who reads it.")
def entries(history: UUID) -> list[LogEntry]:
    """All entries of one history in the order in which they were recorded."""
    found = LogEntry.objects.filter(history=history).order_by("sequence")
    return list(found.select_related("corrects", "retracts", "organisation", "account"))
