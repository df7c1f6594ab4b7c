"""What an actor may see and share, decided from the sharing rules, with the rule, the source and a sentence."""

from __future__ import annotations

from collections.abc import Collection

from vangnet.access import kinds
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.deciding import Answer, Question, decide
from vangnet.access.models import Organisation
from vangnet.access.roles import Caseworker
from vangnet.access.sharing_rules import current
from vangnet.core import clock

TAKES_PART = "disclosure"


def kind_of(organisation: Organisation) -> str:
    """The kind of an organisation; from the party it acts as when none was given."""
    return organisation.kind or kinds.code_for_party(organisation.party)


def may_see(
    actor: Actor,
    category: str,
    *,
    involvement: str,
    ground: str = TAKES_PART,
    states: Collection[str] = (),
    act: str = "see",
) -> Answer:
    """Whether this actor may see (or record, or export) one kind of data in a dossier, and why."""
    return decide(
        Question(
            actor_kind=kind_of(actor.organisation) if actor.organisation else "",
            role=actor.role.code,
            category=category,
            act=act,
            purpose=actor.purpose.value,
            ground=ground,
            involvement=involvement,
            states=frozenset(states),
            on=clock.today(),
        ),
        current(),
    )


def may_share(
    actor: Actor,
    *,
    receiver: Organisation,
    category: str,
    ground: str,
    purpose: str,
    involvement: str = "part",
    states: Collection[str] = (),
    act: str = "share",
) -> Answer:
    """Whether this actor may give one kind of data to another organisation, for what and on which ground, and why."""
    return decide(
        Question(
            actor_kind=kind_of(actor.organisation) if actor.organisation else "",
            role=actor.role.code,
            category=category,
            act=act,
            purpose=purpose,
            ground=ground,
            receiver_kind=kind_of(receiver),
            involvement=involvement,
            states=frozenset(states),
            on=clock.today(),
        ),
        current(),
    )


def as_participant(
    subject: Organisation | str, category: str, *, ground: str = TAKES_PART, states: Collection[str] = ()
) -> Answer:
    """What the rules say about one kind of data to an organisation, or a kind of one, that takes part for its own task."""
    kind = subject if isinstance(subject, str) else kind_of(subject)
    known = current().kinds.get(kind)
    return decide(
        Question(
            actor_kind=kind,
            role=Caseworker.code,
            category=category,
            act="see",
            purpose=known.purpose if known else "protection",
            ground=ground,
            involvement="part",
            states=frozenset(states),
            on=clock.today(),
        ),
        current(),
    )


def seen_categories(
    subject: Actor | Organisation, *, ground: str = TAKES_PART, states: Collection[str] = ()
) -> frozenset[DataCategory]:
    """The kinds of data that an organisation sees when it takes part: those for which no condition stands open that comes first."""
    organisation = subject.organisation if isinstance(subject, Actor) else subject
    if organisation is None:
        return frozenset()
    kind = kind_of(organisation)
    return frozenset(
        category
        for category in DataCategory
        if as_participant(kind, category, ground=ground, states=states).ready
    )
