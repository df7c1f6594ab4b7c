"""The registers beside the agreements: parties and legal grounds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vangnet.protocol.engine.model import Ground, Party, Problem
from vangnet.protocol.engine.reading import CODE, Reader
from vangnet.protocol.engine.yaml_nodes import Table, Tree, Unreadable, parse_yaml, read_bytes

PACKAGED = Path(__file__).resolve().parent.parent / "agreements"

# An Act or an order in council: the General Extension of Time Limits Act counts for these and for nothing else.
STATUTORY_KINDS = ("act", "order")
GROUND_KINDS = (
    *STATUTORY_KINDS,
    *("regulation", "policy_rule", "instruction", "treaty", "directive", "protocol", "pilot", "agreement"),
)


def ground_of(text: str, grounds: Sequence[Ground]) -> Ground | None:
    """Find the register entry of a clause's ground: the longest prefix that ends at a word's end."""
    found = [ground for ground in grounds if _begins_with(text, ground.prefix)]
    return max(found, key=lambda ground: len(ground.prefix), default=None)


def is_statutory(text: str, grounds: Sequence[Ground]) -> bool:
    """Say whether a term on this ground is statutory."""
    ground = ground_of(text, grounds)
    return ground is not None and ground.kind in STATUTORY_KINDS


def _begins_with(text: str, prefix: str) -> bool:
    return text.startswith(prefix) and not text[len(prefix) : len(prefix) + 1].isalnum()


def read_registers(root: Path, problems: list[Problem]) -> tuple[dict[str, Party], tuple[Ground, ...]]:
    """Read the parties and grounds of a folder; what it does not name comes from the packaged registers."""
    parties: dict[str, Party] = {}
    grounds: list[Ground] = []
    for folder in dict.fromkeys((root.resolve(), PACKAGED)):
        for code, party in _parties(folder, root, problems).items():
            parties.setdefault(code, party)
        known = {ground.prefix for ground in grounds}
        grounds += [ground for ground in _grounds(folder, root, problems) if ground.prefix not in known]
    return parties, tuple(grounds)


def _file(folder: Path, root: Path, name: str, problems: list[Problem]) -> tuple[Reader, Tree] | None:
    path = folder / name
    if not path.exists():
        return None
    label = name if folder == root.resolve() else f"{folder.name}/{name}"
    try:
        return Reader(label, problems), parse_yaml(read_bytes(path, label), label)
    except Unreadable as error:
        problems.append(error.problem)
        return None


def _parties(folder: Path, root: Path, problems: list[Problem]) -> dict[str, Party]:
    found = _file(folder, root, "parties.yaml", problems)
    if found is None:
        return {}
    reader, tree = found
    table = reader.table(reader.table(tree, "The register", ("parties",)).entries.get("parties"), "`parties`")
    parties = {}
    for code, part in table.entries.items():
        reader.clause = f"parties.{code}"
        if not CODE.match(code):
            reader.problem(
                part.line, f"{code!r} cannot be the code of a party.", "Lower case with underscores."
            )
        entry = reader.table(part, f"The party {code!r}", ("name", "regime", "note", "source"))
        parties[code] = Party(code, reader.wording(entry, "name", code), reader.text(entry, "regime", code))
    return parties


def _grounds(folder: Path, root: Path, problems: list[Problem]) -> list[Ground]:
    found = _file(folder, root, "grounds.yaml", problems)
    if found is None:
        return []
    reader, tree = found
    table = reader.table(tree, "The register", ("grounds",))
    keys = ("prefix", "kind", "valid_from", "valid_until", "title", "source", "note")
    grounds = []
    for number, part in enumerate(reader.items(table.entries.get("grounds"), "`grounds`"), 1):
        reader.clause = f"grounds.{number}"
        grounds.append(_ground(reader, reader.table(part, "The ground", keys)))
    return [ground for ground in grounds if ground.prefix]


def _ground(reader: Reader, table: Table) -> Ground:
    prefix = reader.text(table, "prefix", "The ground", required=True)
    return Ground(
        prefix=prefix,
        kind=reader.choice(table, "kind", GROUND_KINDS, "agreement", prefix),
        valid_from=reader.day(table, "valid_from", prefix),
        valid_until=reader.day(table, "valid_until", prefix),
        title=reader.wording(table, "title", prefix),
        source=reader.text(table, "source", prefix),
    )
