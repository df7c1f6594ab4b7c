"""Events that are no step of an agreement: what happens to a dossier itself, such as opening it or involving somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event, declared in the package where it happens.

    Its code and its fields have a dot, which no step and no fact of an agreement has, so that they are never taken for one.
    """

    code: str
    label: str | Promise
    fields: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code in (self.code, *self.fields):
            if "." not in code:
                raise ValueError(
                    f"The code '{code}' needs a dot, like 'dossier.opened', to differ from agreements."
                )


def is_administrative(code: str) -> bool:
    """Whether a stored code is that of an event type, not of a step of an agreement."""
    return "." in code
