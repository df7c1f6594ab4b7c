"""The inbox of an organisation: what is offered to it, what it must do and is late, what it has in hand, what waits and what is parked.

Every list begins at the owner and follows an index, so that it costs as much with a million signals as with a hundred. Pages go on after
the last line that was shown, and numbers stop at a thousand: whoever has more than that needs no exact number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

from vangnet.access.actors import Actor
from vangnet.access.models import Account, Organisation
from vangnet.access.roles import Permission
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals.answers import Answer
from vangnet.signals.models import Handover, Signal
from vangnet.signals.states import OfferState, SignalState

KEYS_FIRST = "Which lines come first is found by their owner, as the query says; what they say is read through the wall."
PAGE = 25
FIRST = 5
MANY = 1_000
NEAR = timedelta(days=7)
BY_PRIORITY = ("priority", "received_at", "id")

OnDay = Callable[[date], Q]


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the inbox: which signals of the owner stand in it on a day, and in which order."""

    code: str
    which: OnDay
    order: tuple[str, ...] = BY_PRIORITY


def _in_state(state: SignalState) -> OnDay:
    return lambda _day: Q(state=state)


LISTS: Mapping[str, Listing] = {
    one.code: one
    for one in (
        Listing("feedback", lambda day: Q(feedback_due__lte=day + NEAR), ("feedback_due", "id")),
        Listing("review", lambda day: Q(state=SignalState.PARKED, review_on__lte=day), ("review_on", "id")),
        Listing("silent", lambda day: Q(state=SignalState.ASKED, review_on__lte=day), ("review_on", "id")),
        Listing("new", _in_state(SignalState.RECEIVED)),
        Listing("in_hand", _in_state(SignalState.OWNED)),
        Listing("asked", _in_state(SignalState.ASKED)),
        Listing("investigated", _in_state(SignalState.INVESTIGATED)),
        Listing("parked", _in_state(SignalState.PARKED), ("review_on", "id")),
    )
}
TO_DO = ("feedback", "review", "silent")
OFFERED, GIVEN, REPORTED, MINE = "offered", "given", "reported", "mine"
# The lists that hold an open signal exactly once: every state in which somebody has one in hand.
IN_HAND = ("new", "in_hand", "asked", "investigated", "parked")
BLOCKS = (OFFERED, *TO_DO, "new", "in_hand", "asked", "investigated", GIVEN, "parked", REPORTED)


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """What somebody wants to see less of; empty means everything. `after` is the address of the last line that was shown."""

    state: str = ""
    form: str = ""
    group: str = ""
    region: str = ""
    reporter: str = ""
    mine: bool = False
    block: str = ""
    after: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but a list and its page was chosen."""
        return bool(self.state or self.form or self.group or self.region or self.reporter or self.mine)

    def condition(self, account: Account | None) -> Q:
        """The same as a condition on signals."""
        exact = {
            "state": self.state,
            "forms__contains": [self.form] if self.form else None,
            "region": self.region,
            "reporter_type": self.reporter,
        }
        found = Q(**{name: value for name, value in exact.items() if value})
        if self.mine:
            found &= Q(handler=account)
        return found & GROUPS[self.group] if self.group in GROUPS else found


GROUPS = {
    "minor": Q(has_minor=Answer.YES),
    "adult": Q(has_minor=Answer.NO),
    "unknown": ~Q(has_minor__in=(Answer.YES, Answer.NO)),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One list: how many lines it has (at most a thousand and one), those of this page, and whether there are more after them."""

    code: str
    total: int
    signals: Sequence[Signal] = ()
    offers: Sequence[Handover] = ()
    has_more: bool = False

    @property
    def is_many(self) -> bool:
        """Whether there are more than were counted."""
        return self.total > MANY

    @property
    def last(self) -> str:
        """The address after which the next page goes on."""
        lines: list[Signal] = [one.signal for one in self.offers] or list(self.signals)
        return lines[-1].address if lines else ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """All lists of an organisation at a moment; of a list that was not asked for only the number is known."""

    now: datetime
    blocks: Mapping[str, Block] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in any list."""
        return not any(block.total for block in self.blocks.values())


def inbox(actor: Actor, chosen: InboxFilter | None = None) -> Inbox:
    """The inbox of somebody's organisation: every list with its first lines, or one of them whole."""
    chosen, now = chosen or InboxFilter(), clock.now()
    if not actor.may(Permission.READ_SIGNALS) or actor.organisation is None:
        return Inbox(now)
    reader = _Reader(actor, actor.organisation, chosen, now)
    return Inbox(now, {code: reader.block(code) for code in BLOCKS})


def waiting(actor: Actor) -> Mapping[str, int]:
    """How many lines stand in the lists that ask for something now, and in those of somebody personally; each stops at a thousand.

    Whoever does not handle signals is asked for nothing.
    """
    if not actor.may(Permission.HANDLE_SIGNAL) or actor.organisation is None:
        return {}
    now = clock.now()
    ours = _Reader(actor, actor.organisation, InboxFilter(), now)
    own = _Reader(actor, actor.organisation, InboxFilter(mine=True), now)
    lists = {code: _Lines(ours.keys(code).values("pk")[: MANY + 1]) for code in (OFFERED, *TO_DO, "new")}
    mine = {f"{MINE}_{code}": _Lines(own.keys(code).values("pk")[: MANY + 1]) for code in IN_HAND}
    with as_service(KEYS_FIRST):
        house = Organisation.objects.filter(pk=actor.organisation.pk)
        counted = house.annotate(**lists, **mine).values(*lists, *mine).get()
    return {code: counted[code] for code in lists} | {MINE: sum(counted[code] for code in mine)}


class _Lines(Subquery):
    """How many lines a list has, so that many lists are counted with one question to the database."""

    template = "(SELECT count(*) FROM (%(subquery)s) listed)"
    output_field = IntegerField()


def regions(actor: Actor) -> list[str]:
    """The regions of the open signals of somebody's organisation, for a filter; the first thousand signals will do."""
    if not actor.may(Permission.READ_SIGNALS) or actor.organisation is None:
        return []
    newest = Signal.objects.filter(owner=actor.organisation).exclude(region="").order_by("-received_at", "id")
    with as_service(KEYS_FIRST):
        return sorted(set(newest.values_list("region", flat=True)[:MANY]))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the lists of one inbox."""

    actor: Actor
    organisation: Organisation
    chosen: InboxFilter
    now: datetime

    def block(self, code: str) -> Block:
        """One list, with as many lines as the page shows."""
        keys = self.keys(code)
        if self.chosen.block not in ("", code):
            return Block(code, self._count(keys))
        length = PAGE if self.chosen.block == code else FIRST
        with as_service(KEYS_FIRST):
            found = list(self._after(code, keys).values_list("pk", flat=True)[: length + 1])
        # Whoever sees all lines at once needs no second look to count them.
        is_whole = len(found) <= length and not self.chosen.after
        total = len(found) if is_whole else self._count(keys)
        if code in (OFFERED, GIVEN):
            offers = self._read(
                Handover.objects.select_related("signal", "giver", "receiver"), found[:length]
            )
            return Block(code, total, offers=offers, has_more=len(found) > length)
        signals = self._read(Signal.objects.select_related("owner", "handler"), found[:length])
        return Block(code, total, signals, has_more=len(found) > length)

    def _count(self, keys: QuerySet[Any]) -> int:
        with as_service(KEYS_FIRST):
            return int(keys.order_by()[: MANY + 1].count())

    def keys(self, code: str) -> QuerySet[Any]:
        """The lines of one list, by their keys."""
        narrow = self.chosen.condition(self.actor.account)
        if code in (OFFERED, GIVEN):
            return self._offers(code, narrow)
        if code == REPORTED:
            mine = Signal.objects.filter(narrow, reporting_organisation=self.organisation)
            return mine.order_by("-received_at", "-id")
        listing = LISTS[code]
        mine = Signal.objects.filter(listing.which(clock.today()), narrow, owner=self.organisation)
        return mine.order_by(*listing.order)

    def _offers(self, code: str, narrow: Q) -> QuerySet[Handover]:
        side = {"receiver" if code == OFFERED else "giver": self.organisation}
        standing = Handover.objects.filter(**side, state=OfferState.OFFERED)
        if self.chosen.narrows:
            standing = standing.filter(signal__in=Signal.objects.filter(narrow))
        return standing.order_by("offered_at", "id")

    def _after(self, code: str, keys: QuerySet[Any]) -> QuerySet[Any]:
        """What comes after the last line that was shown; a line that is gone begins anew."""
        if self.chosen.block != code or not self.chosen.after:
            return keys
        order = _order(code)
        last = _last(code, self.chosen.after).values_list(*order).first()
        if last is None or None in last:
            return keys
        later = TupleLessThan if code == REPORTED else TupleGreaterThan
        return keys.filter(later(order, last))

    def _read(self, rows: QuerySet[Any], keys: Sequence[Any]) -> list[Any]:
        found = rows.in_bulk(keys)
        return [found[key] for key in keys if key in found]


def _order(code: str) -> tuple[str, ...]:
    if code in (OFFERED, GIVEN):
        return ("offered_at", "id")
    return ("received_at", "id") if code == REPORTED else LISTS[code].order


def _last(code: str, address: str) -> QuerySet[Any]:
    """Where a page goes on; read through the wall, so an address that is not theirs gives nothing."""
    if code in (OFFERED, GIVEN):
        return Handover.objects.filter(signal__address=address, state=OfferState.OFFERED)
    return Signal.objects.filter(address=address)
