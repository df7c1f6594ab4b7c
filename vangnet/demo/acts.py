"""What happens in a story, act by act, before it is told to the services."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vangnet.design.partial_dates import PartialMoment


@dataclass(frozen=True, slots=True)
class Act:
    """Something that an organisation does in a dossier at a moment; `dossier` is the name that the story gives it."""

    at: datetime
    dossier: str
    house: str


@dataclass(frozen=True, slots=True)
class Opening(Act):
    """A dossier is opened with the first thing that happened."""

    step: str
    party: str
    occurred: PartialMoment
    ground: str
    facts: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Happening(Act):
    """A step is recorded, at the moment `at`, which may be later than the moment on which it happened."""

    name: str
    step: str
    party: str
    occurred: PartialMoment
    facts: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Retraction(Act):
    """An event is taken back."""

    retracts: str
    reason: str


@dataclass(frozen=True, slots=True)
class Invitation(Act):
    """Another organisation is asked to take part."""

    guest: str
    ground: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Answer(Act):
    """An organisation that was asked says yes, or says no with a reason."""

    yes: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HandingOver(Act):
    """A track is offered by its owner to an organisation that takes part; `house` is the receiver."""

    track: str


@dataclass(frozen=True, slots=True)
class TakingOver(Act):
    """The organisation that a track was offered to says yes, or says no with a reason."""

    track: str
    yes: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Linking(Act):
    """Two persons are said to belong together."""

    other: str
    kind: str


@dataclass(frozen=True, slots=True)
class Keeping(Act):
    """Invented names and numbers are kept in the vault."""

    category: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LookingUp(Act):
    """Somebody opens what is kept in the vault, with a reason."""

    category: str
    why: str


@dataclass(frozen=True, slots=True)
class Sharing(Act):
    """Something about sharing: a talk with the person, a no to sharing, a text of some kind, an emergency or its review."""

    how: str
    told: Mapping[str, Any]
