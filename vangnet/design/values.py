"""The answers that every question shares."""

from typing import Final

# The same word as in agreement files and in the event log, so that an answer needs no translation.
UNKNOWN: Final = "unknown"
