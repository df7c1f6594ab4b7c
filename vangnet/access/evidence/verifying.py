"""Checking that every line of every log is what it was when it was sealed, and that no seal is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.access.evidence import lines, triggers
from vangnet.access.evidence.logs import GROWS, title
from vangnet.access.evidence.sealer import statement
from vangnet.access.models import Seal
from vangnet.access.sealing.anchors import Anchor
from vangnet.access.sealing.seals import NOTHING_BEFORE, Keys
from vangnet.access.sealing.trees import Frontier

MOST = 200


@dataclass(slots=True)
class Report:
    """What a check found. No problems means that everything fits."""

    seals: int = 0
    lines: int = 0
    waiting: int = 0
    is_anchored: bool = False
    problems: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, problem: str) -> None:
        """One more problem in words; after many only their number is kept."""
        if len(self.problems) < MOST:
            self.problems.append(problem)
        else:
            self.more += 1

    @property
    def is_sound(self) -> bool:
        return not self.problems


def verify(keys: Keys, *, anchors: Iterable[Anchor] = (), since: datetime | None = None) -> Report:
    """Check rows against leaves, leaves against roots, roots against chain and signature, and all against copies elsewhere.

    With `since`, the lines under older seals are not read again; their seals are.
    """
    report = Report()
    with transaction.atomic():
        _check_triggers(report)
        chain = _check_chain(report, keys)
        _check_anchors(report, list(anchors), chain)
        first = next((one.number for one in chain if since is None or one.moment >= since), len(chain) + 1)
        checked = [one for one in chain if one.number >= first]
        report.seals = len(chain)
        report.lines = lines.check(checked, report.add)
        report.waiting = lines.check_unsealed(report.add)
    return report


@dataclass(frozen=True, slots=True)
class Link:
    """What the other checks need of a seal."""

    number: int
    moment: datetime
    count: int
    root: bytes
    shapes: dict[str, list[str]]
    digest: str
    frontier_root: str
    signature: str


def _check_triggers(report: Report) -> None:
    for log, name in triggers.missing(connection):
        if name == GROWS:
            text = _(
                "The database no longer refuses changes in the log '%(log)s'. Find out who switched it off."
            )
        else:
            text = _("New lines of the log '%(log)s' are not marked for sealing any more. Run migrate.")
        report.add(text % {"log": title(log)})


def _check_chain(report: Report, keys: Keys) -> list[Link]:
    chain: list[Link] = []
    previous, frontier, total = NOTHING_BEFORE, Frontier(), 0
    for made in Seal.objects.order_by("number").iterator(1000):
        expected = len(chain) + 1
        if made.number != expected:
            report.add(
                _("Seal %(expected)d is missing: after it comes seal %(number)d.")
                % {"expected": expected, "number": made.number}
            )
            break
        said, signature = statement(made), bytes(made.signature)
        total += made.lines
        if not keys.accept(made.key, said, signature):
            report.add(_("Seal %(number)d was not signed by our key.") % {"number": made.number})
        if (said.previous, said.history, said.total) != (previous, frontier.root, total):
            report.add(_("Seal %(number)d does not follow the seal before it.") % {"number": made.number})
        previous = said.digest(signature)
        frontier = frontier.add(previous)
        chain.append(_link(made, previous, frontier))
    return chain


def _link(made: Seal, digest: bytes, frontier: Frontier) -> Link:
    return Link(
        number=made.number,
        moment=made.moment,
        count=made.lines,
        root=bytes(made.root),
        shapes=made.shapes,
        digest=digest.hex(),
        frontier_root=frontier.root.hex(),
        signature=bytes(made.signature).hex(),
    )


def _check_anchors(report: Report, anchors: list[Anchor], chain: list[Link]) -> None:
    report.is_anchored = bool(anchors)
    gone = [one for one in anchors if one.number > len(chain)]
    if gone:
        newest = max(gone, key=lambda one: one.number)
        report.add(
            ngettext(
                "%(count)d seal is gone: a copy elsewhere knows seal %(number)d, and here the last one is %(last)d.",
                "%(count)d seals are gone: a copy elsewhere knows seal %(number)d, and here the last one is %(last)d.",
                newest.number - len(chain),
            )
            % {"count": newest.number - len(chain), "number": newest.number, "last": len(chain)}
        )
    for one in anchors:
        if 0 < one.number <= len(chain) and not _agrees(one, chain[one.number - 1]):
            report.add(
                _("Seal %(number)d is not the one of which a copy is kept elsewhere.")
                % {"number": one.number}
            )


def _agrees(one: Anchor, link: Link) -> bool:
    ours = (link.digest, link.frontier_root, link.root.hex(), link.signature)
    return (one.digest, one.history, one.root, one.signature) == ours
