"""What a draft of the rules would change: every cell in which somebody may do more or less than now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vangnet.access.deciding.book import RuleVersion
from vangnet.access.deciding.decision import weigh
from vangnet.access.deciding.model import Answer, Question
from vangnet.access.deciding.vocabulary import CATEGORIES, OUTCOMES
from vangnet.access.deciding.wording import CATEGORY_WORDS, OUTCOME_WORDS

TAKES_PART = "disclosure"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell with another answer than before. `helped` says that everything that can help is known."""

    act: str
    kind: str
    receiver: str
    category: str
    ground: str
    helped: bool
    before: Answer
    after: Answer

    @property
    def direction(self) -> str:
        """Whether somebody may do more or less, or the same on other conditions."""
        step = OUTCOMES.index(self.after.outcome) - OUTCOMES.index(self.before.outcome)
        return "less" if step > 0 else "more" if step < 0 else "otherwise"

    def as_dict(self) -> dict[str, object]:
        """The change as plain values."""
        return {
            "act": self.act,
            "kind": self.kind,
            "receiver": self.receiver,
            "category": self.category,
            "ground": self.ground,
            "everything_that_helps_is_known": self.helped,
            "direction": self.direction,
            "before": {"outcome": self.before.outcome, "rule": self.before.rule},
            "after": {"outcome": self.after.outcome, "rule": self.after.rule},
        }

    def says(self, version: RuleVersion, language: str) -> str:
        """The change as a sentence."""
        who = _name(version, self.kind, language)
        if self.receiver:
            who += f" → {_name(version, self.receiver, language)} ({version.grounds[self.ground].name(language)})"
        words = (OUTCOME_WORDS[answer.outcome](language) for answer in (self.before, self.after))
        outcomes = " → ".join(words)
        return f"{who}: {CATEGORY_WORDS[self.category](language)}: {outcomes} ({self.before.rule} → {self.after.rule})"


def _name(version: RuleVersion, kind: str, language: str) -> str:
    return version.kinds[kind].name(language)


def changes(now: RuleVersion, draft: RuleVersion) -> Iterator[Change]:
    """Ask both versions every cell and give those that differ."""
    for act, kind, receiver, category, ground, helped in cells(now, draft):
        question = _question(draft, act, kind, receiver, category, ground, helped)
        before, after = weigh(question, now), weigh(question, draft)
        if (before.outcome, before.conditions) != (after.outcome, after.conditions):
            yield Change(act, kind, receiver, category, ground, helped, before, after)


def cells(now: RuleVersion, draft: RuleVersion) -> Iterator[tuple[str, str, str, str, str, bool]]:
    """What takes part and sees, and what may be shared with whom on which ground; as it stands, and with every help known.

    Where both versions have the very same rules nothing can differ, and those cells are left out.
    """
    both = [kind for kind in draft.kinds if kind in now.kinds]
    grounds = [ground for ground in draft.grounds if ground in now.grounds]
    for helped in (False, True):
        for kind in both:
            for category in CATEGORIES:
                if _differs(now, draft, "see", category, kind):
                    yield "see", kind, "", category, TAKES_PART, helped
                if not _differs(now, draft, "share", category, kind):
                    continue
                for receiver in both:
                    for ground in grounds:
                        yield "share", kind, receiver, category, ground, helped


def _differs(now: RuleVersion, draft: RuleVersion, act: str, category: str, kind: str) -> bool:
    return now.index[act, category, kind] != draft.index[act, category, kind]


def _question(
    version: RuleVersion, act: str, kind: str, receiver: str, category: str, ground: str, helped: bool
) -> Question:
    opening = (code for code, state in version.states.items() if state.sort == "opens")
    return Question(
        actor_kind=kind,
        role="caseworker",
        category=category,
        act=act,
        purpose=version.kinds[kind].purpose,
        ground=ground,
        receiver_kind=receiver,
        involvement="part",
        states=frozenset(opening) if helped else frozenset(),
        on=version.valid_from,
    )
