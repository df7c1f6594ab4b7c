"""What the rules say about sharing a dossier: per kind of data, under the circumstances of that dossier."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vangnet.access import decisions, kinds
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.deciding import Answer, Condition
from vangnet.access.models import Disclosure, Organisation
from vangnet.access.scope import unscoped
from vangnet.access.sharing_rules import current
from vangnet.cases import classifying
from vangnet.cases.models import Dossier, SharingRequest
from vangnet.cases.queries import reach, visibility
from vangnet.cases.queries.consents import Said, granted, last_word
from vangnet.cases.queries.consents import said as all_said
from vangnet.cases.standing import ADULT, grown
from vangnet.cases.states import ConsentState
from vangnet.core import clock
from vangnet.protocol import histories
from vangnet.protocol import queries as protocol
from vangnet.protocol.models import LogEntry

# What somebody cannot just say: another person, another organisation or the dossier itself says it.
NOT_BY_WORD = frozenset({"consent_given", "provider_permission", "two_persons", "minor"})
ANSWERED_BY = {
    "provider_permission": SharingRequest.Kind.PROVIDER,
    "two_persons": SharingRequest.Kind.SECOND_PERSON,
}
PARTICIPATION = "part"
LONGEST_RULE = 80


@dataclass(frozen=True)
class Circumstances:
    """How matters stand in a dossier for sharing with one receiver: in general, and per kind of data."""

    common: frozenset[str]
    of: Mapping[str, frozenset[DataCategory]]

    def states(self, category: str, said: Collection[str] = ()) -> frozenset[str]:
        """Everything that is known about sharing one kind of data, with what somebody said themselves."""
        own = {state for state, about in self.of.items() if category in about}
        return self.common | own | (frozenset(said) - NOT_BY_WORD)


@dataclass(frozen=True, slots=True)
class Considered:
    """One kind of data with the answer of the rules about it."""

    category: DataCategory
    answer: Answer

    @property
    def to_ask(self) -> tuple[Condition, ...]:
        """The conditions that only somebody else can meet."""
        return tuple(one for one in self.answer.first if one.met_by in NOT_BY_WORD)


def consider(
    actor: Actor,
    dossier: Dossier,
    *,
    receiver: Organisation,
    ground: str,
    purpose: str = "",
    categories: Iterable[str] = tuple(DataCategory),
    said: Collection[str] = (),
) -> list[Considered]:
    """What the rules say per kind of data about giving it to an organisation, for what and on which ground."""
    visibility.require(actor, dossier)
    known = circumstances(actor, dossier, receiver)
    return [
        Considered(
            kind,
            decisions.may_share(
                actor,
                receiver=receiver,
                category=kind,
                ground=ground,
                purpose=purpose or purpose_of(receiver),
                states=known.states(kind, said),
            ),
        )
        for kind in map(DataCategory, categories)
    ]


def would_see(
    actor: Actor, dossier: Dossier, *, receiver: Organisation, ground: str, said: Collection[str] = ()
) -> list[Considered]:
    """What an organisation would see when it takes part: what the rules let it see, and let the own one give now.

    What only the receiver's own work forbids it is answered by that rule; otherwise by the rule about giving.
    """
    given = consider(actor, dossier, receiver=receiver, ground=ground, said=said)
    progress = consider(
        actor, dossier, receiver=receiver, ground=decisions.TAKES_PART, categories=[DataCategory.PROGRESS]
    )
    answers = {one.category: one.answer for one in (*given, *progress)}
    found = []
    for kind, answer in answers.items():
        as_participant = decisions.as_participant(receiver, kind)
        found.append(Considered(kind, answer if as_participant.ready else as_participant))
    return [one for one in found if one.category != DataCategory.STATISTICS]


@dataclass(frozen=True, slots=True)
class Fit:
    """A ground on which the rules let something go to an organisation: what, and what somebody must say for it."""

    ground: str
    categories: tuple[DataCategory, ...]
    to_say: tuple[Condition, ...]


def fitting(actor: Actor, dossier: Dossier, *, receiver: Organisation) -> list[Fit]:
    """The grounds on which something may go to an organisation, the widest first and those that ask least before others."""
    visibility.require(actor, dossier)
    known = circumstances(actor, dossier, receiver)
    purpose = purpose_of(receiver)
    found = [_fit(one, actor=actor, receiver=receiver, purpose=purpose, known=known) for one in grounds()]
    return sorted(
        (one for one in found if one.categories),
        key=lambda one: (-len(one.categories), len(one.to_say), one.ground),
    )


@unscoped(visibility.LET_IN)
def _fit(ground: str, *, actor: Actor, receiver: Organisation, purpose: str, known: Circumstances) -> Fit:
    found: list[Considered] = []
    for kind in DataCategory:
        answer = decisions.may_share(
            actor,
            receiver=receiver,
            category=kind,
            ground=ground,
            purpose=purpose,
            states=known.states(kind),
        )
        one = Considered(kind, answer)
        if answer.allowed and not one.to_ask and kind != DataCategory.STATISTICS:
            found.append(one)
    words = {condition.code: condition for one in found for condition in one.answer.first}
    return Fit(ground, tuple(one.category for one in found), tuple(words.values()))


@unscoped("What the rules call things, without anything about anybody.")
def purpose_of(receiver: Organisation) -> str:
    """What an organisation works for, by its kind."""
    code = decisions.kind_of(receiver)
    return kinds.of(code).purpose if code else "protection"


@unscoped("What the rules call things, without anything about anybody.")
def grounds() -> dict[str, Mapping[str, str]]:
    """The grounds that somebody can share on, with their names and sources; taking part is not one of them."""
    version = current().on(clock.today())
    known = version.grounds.items() if version else ()
    return {
        code: {"nl": one.name.nl, "en": one.name.en, "source": one.source, "sort": one.sort}
        for code, one in known
        if one.sort != PARTICIPATION
    }


@unscoped(visibility.LET_IN)
def circumstances(actor: Actor, dossier: Dossier, receiver: Organisation) -> Circumstances:
    """How matters stand for sharing with an organisation; nothing that would tell the actor what they may not know."""
    entries, now = protocol.entries(dossier.pk), clock.now()
    standing = histories.standing(entries, at=now)
    seen = reach.seen(actor, dossier)
    common = {
        "minor": _is_minor(entries, now),
        "open_investigation": _is_investigated(standing) and DataCategory.INVESTIGATION in seen,
    }
    answers = all_said(dossier)
    last = {kind: last_word(answers, receiver, kind) for kind in DataCategory}
    asked = granted(dossier, asker=actor.own_organisation, receiver=receiver)
    return Circumstances(
        common=frozenset(code for code, holds in common.items() if holds),
        of={
            "consent_given": _with_answer(last, ConsentState.GIVEN),
            "consent_refused": _with_answer(last, ConsentState.REFUSED),
            "from_other_provider": from_others(actor, standing),
            **{state: _agreed(asked, kind) for state, kind in ANSWERED_BY.items()},
        },
    )


@unscoped(visibility.LET_IN)
def from_others(actor: Actor, standing: Sequence[LogEntry]) -> frozenset[DataCategory]:
    """The kinds of data of which the own organisation recorded nothing itself, so that they come from others."""
    classes, mine = classifying.current(), actor.own_organisation.pk
    kinds_of = {entry: classes.of_step(entry.step) for entry in standing if entry.organisation_id is not None}
    own = {kind for entry, kind in kinds_of.items() if entry.organisation_id == mine}
    return frozenset(set(kinds_of.values()) - own - {DataCategory.PROGRESS})


@unscoped(visibility.LET_IN)
def consent_behind(dossier: Dossier, receiver: Organisation, found: Sequence[Considered]) -> UUID | None:
    """The yes of the person that sharing these kinds of data with an organisation rests on."""
    answers = all_said(dossier)
    words = (last_word(answers, receiver, one.category) for one in found)
    return next(
        (one.consent.pk for one in words if one is not None and one.state == ConsentState.GIVEN), None
    )


def written_before(actor: Actor, dossier: Dossier, key: UUID | None) -> Disclosure | None:
    """The line that the same submission of the own organisation wrote earlier. Ask it while holding the history."""
    visibility.require(actor, dossier)
    if key is None:
        return None
    return Disclosure.objects.filter(pk=key, dossier_id=dossier.pk, provider=actor.organisation).first()


def rules_of(found: Sequence[Considered]) -> str:
    """The rules that decided, in the words of the register."""
    return " ".join(sorted({one.answer.rule for one in found}))[:LONGEST_RULE]


def fingerprint(text: str) -> str:
    """What proves later that a text is the one that was shared, without keeping the text."""
    kept = text.strip()
    return hashlib.sha256(kept.encode()).hexdigest() if kept else ""


def _with_answer(last: Mapping[DataCategory, Said | None], state: ConsentState) -> frozenset[DataCategory]:
    return frozenset(kind for kind, said in last.items() if said is not None and said.state == state)


def _agreed(asked: Sequence[SharingRequest], kind: SharingRequest.Kind) -> frozenset[DataCategory]:
    return frozenset(
        DataCategory(code) for request in asked if request.kind == kind for code in request.categories
    )


def _is_minor(entries: Sequence[LogEntry], now: datetime) -> bool:
    known = histories.facts(entries, at=now).get("age")
    if known is None or not known.is_certain:
        return False
    age = grown(known.value, known.since, now)
    return isinstance(age, int) and age < ADULT


def _is_investigated(standing: Sequence[LogEntry]) -> bool:
    classes, running = classifying.current(), False
    for entry in standing:
        if entry.step in classes.investigation_begins:
            running = True
        elif entry.step in classes.investigation_ends:
            running = False
    return running
