"""Access to a signal follows who owns it: the owner sees what it needs, whoever reported sees its own report and the state."""

from __future__ import annotations

from collections.abc import Iterable

from vangnet.access import decisions, disclosures, grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.models import Disclosure, Organisation
from vangnet.signals.models import Signal

# What anybody needs who decides what happens with a signal; what else its kind of organisation sees comes with it.
NEEDED = frozenset({DataCategory.PROGRESS, DataCategory.SIGNAL, DataCategory.IDENTITY, DataCategory.CONTACT})
OF_REPORTER = frozenset({DataCategory.SIGNAL})
# What whoever handed a signal over still gets: where it stands. What it received before is its own (see wall.sql).
NOTHING_NEW: frozenset[DataCategory] = frozenset()


def kinds_for_owner(organisation: Organisation) -> list[str]:
    """The kinds of data of a signal that its owner sees."""
    return sorted(kind.value for kind in decisions.seen_categories(organisation) | NEEDED)


def disclose(signal: Signal, *, to: Organisation, ground: str, kinds: Iterable[str], by: Actor) -> Disclosure:
    """Write in the disclosure register that an organisation gets to see a signal, and on which ground."""
    return disclosures.record(signal.pk, receiver=to, ground=ground, categories=kinds, by=by)


def let_see(
    signal: Signal, *, organisation: Organisation, ground: str, kinds: Iterable[str], by: Actor
) -> None:
    """Give an organisation access to kinds of data of a signal, with its line in the register."""
    line = disclose(signal, to=organisation, ground=ground, kinds=kinds, by=by)
    grants.give(line, level=Level.PART, categories=line.categories, by=by)
