"""What can be done with signals. Every write goes through here."""

from vangnet.signals.services.receiving import receive

__all__ = ["receive"]
