"""The page docs/states.md: the states of what people work with, drawn from the tables that the services use."""

from vangnet.cases import states as cases
from vangnet.signals.handling import drawing

HEAD = """# States

Drawn from the tables in the code by `./run map`; do not edit.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        [HEAD, _signals(), _table("involvement", cases.INVOLVEMENT_NEXT, cases.INVOLVEMENT_OWNER)]
    ) + ("\n" + _table("hand-over of a track", cases.HANDOVER_NEXT, cases.HANDOVER_OWNER))


def _signals() -> str:
    lines = [
        "## Signal",
        "",
        "At every moment an open signal has exactly one owner. An offer changes nothing until it is accepted.",
        "",
        "```mermaid",
        drawing.diagram(),
        "```",
        "",
        "| act | can be done when | brings it to | by |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in drawing.rows()),
        "",
    ]
    return "\n".join(lines)


def _table(name: str, following: dict, owners: dict) -> str:
    lines = [f"## {name.capitalize()}", "", "```mermaid", "stateDiagram-v2", "    direction LR"]
    lines += [
        f"    {before} --> {after}" for before, next_ones in following.items() for after in sorted(next_ones)
    ]
    lines += ["```", "", "| state | owner |", "|---|---|"]
    lines += [f"| {state} | {owner} |" for state, owner in owners.items()]
    return "\n".join([*lines, ""])
