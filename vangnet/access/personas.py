"""The made-up people that a demonstration lets visitors sign in as; nobody else is ever listed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody in the demonstration: who they are, where they work and what they come to do."""

    username: str
    name: str
    organisation: str
    sentence: str | Promise
    password: str


def personas() -> list[Persona]:
    """The people of the demonstration, from the function that the setting VANGNET_PERSONAS names."""
    named = getattr(settings, "VANGNET_PERSONAS", "")
    if not named:
        return []
    listed: Callable[[], list[Persona]] = import_string(named)
    return listed()
