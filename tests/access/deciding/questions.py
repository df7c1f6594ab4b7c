"""Questions for the tests: random ones, and those that hypothesis thinks of."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from vangnet.access.deciding import Question
from vangnet.access.deciding.vocabulary import ACTS, CATEGORIES, INVOLVEMENTS, PURPOSES
from vangnet.access.sharing_rules import current

DAY = date(2026, 11, 21)
BOOK = current()
RULES = BOOK.on(DAY)
KINDS = [*RULES.kinds, "circus"]
ROLES = [*RULES.roles, "stranger"]
GROUNDS = [*RULES.grounds, "", "hunch"]
STATES = [*RULES.states]


def random_question(chance):
    act = chance.choice(ACTS)
    receives = act == "share" or (act == "export" and chance.random() < 0.5)
    return Question(
        actor_kind=chance.choice(KINDS),
        role="caseworker" if chance.random() < 0.8 else chance.choice(ROLES),
        category=chance.choice(CATEGORIES),
        act=act,
        purpose=chance.choice(PURPOSES),
        ground=chance.choice(GROUNDS),
        receiver_kind=chance.choice(KINDS) if receives else "",
        involvement=chance.choice(["part", "part", *INVOLVEMENTS]),
        states=frozenset(chance.sample(STATES, chance.randint(0, 5))),
        on=DAY,
    )


@st.composite
def questions(draw, **fixed):
    act = fixed.get("act") or draw(st.sampled_from(ACTS))
    receiver = ""
    if act == "share" or (act == "export" and draw(st.booleans())):
        receiver = draw(st.sampled_from(KINDS))
    parts = {
        "actor_kind": draw(st.sampled_from(KINDS)),
        "role": draw(st.sampled_from(["caseworker", *ROLES])),
        "category": draw(st.sampled_from(CATEGORIES)),
        "act": act,
        "purpose": draw(st.sampled_from(PURPOSES)),
        "ground": draw(st.sampled_from(GROUNDS)),
        "receiver_kind": receiver,
        "involvement": draw(st.sampled_from(INVOLVEMENTS)),
        "states": draw(st.frozensets(st.sampled_from(STATES), max_size=6)),
        "on": DAY,
    }
    return Question(**{**parts, **fixed})


def more(question, state):
    """The same question with one fact more."""
    return replace(question, states=question.states | {state})
