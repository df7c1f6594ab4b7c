"""What can be done with persons: give them a pseudonym, link them, keep and open who they are, forget it. Nothing else opens the vault."""

from vangnet.persons.services.links import end_link, link, register
from vangnet.persons.services.texts import KEY_DESTROYED, open_texts, seal_text

__all__ = ["KEY_DESTROYED", "end_link", "link", "open_texts", "register", "seal_text"]
