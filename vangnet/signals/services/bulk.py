"""Files with many signals: read, checked row by row, looked at, and then counted all at once or not at all."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotAllowed, NotFound, demand
from vangnet.access.wall.context import as_service
from vangnet.core import batches, clock
from vangnet.design.wording import moment_in_words
from vangnet.persons import keys
from vangnet.persons import services as persons
from vangnet.signals import choices, delivering, delivery_words, intake_limits
from vangnet.signals.answers_to_report import origin_of, report_from
from vangnet.signals.delivering import FileRefused, Row, RowProblem
from vangnet.signals.models import (
    DeliveredRow,
    Delivery,
    DeliveryContent,
    DeliveryRelation,
    Origin,
    Signal,
    SignalChannel,
)
from vangnet.signals.queries import deliveries as queries
from vangnet.signals.rows_to_answers import content_of
from vangnet.signals.rules import deliveries as rules
from vangnet.signals.services.receiving import receive

AT_ONCE = 500
NOT_COUNTED = (Delivery.State.CHECKED, Delivery.State.FAILED)
_log = logging.getLogger(__name__)


class RowsRefused(ValueError):
    """Rows of a file cannot be kept; `problems` says per row and column what is wrong and what to do. Nothing was kept."""

    def __init__(self, problems: list[RowProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def check_file(content: bytes, *, relation: DeliveryRelation | None = None, by: Actor) -> Delivery:
    """Read a file and keep its rows apart, sealed, until somebody lets them count.

    Raises FileRefused when it cannot be read or was sent before, and RowsRefused with everything that is wrong in its rows.
    """
    with audit.act("delivery.check", by=by) as trace:
        demand(rules.may_deliver(by))
        book = delivering.current()
        table = delivering.read_table(content, book=book)
        known = queries.marks(by.own_organisation, content)
        _refuse_twice(queries.same_file(by, known))
        checked = delivering.check(table, vocabulary=choices.vocabulary(book.lists))
        if checked.problems:
            raise RowsRefused(checked.problems)
        kept = [_kept(row, by) for row in checked.rows]
        delivery = Delivery.objects.create(
            organisation=by.own_organisation,
            account=by.own_account,
            relation=relation,
            state=Delivery.State.CHECKED,
            mark=known[0],
            sent_at=clock.now(),
            rows=len(kept),
            known_rows=len(queries.known_rows(by, (mark for row in kept for mark in row["marks"]))),
        )
        _keep(delivery, kept, by)
        trace.objects.append(delivery.pk)
    return delivery


def let_count(delivery: Delivery, *, by: Actor) -> Delivery:
    """Let a checked file count: a small one at once, a large one right after, while nobody has to wait for it."""
    if delivery.rows <= intake_limits.current().rows_at_once:
        return count(delivery, by=by)
    with audit.act("delivery.let_count", by=by, objects=[delivery.pk]):
        held = _held(delivery, by)
        demand(rules.may_count(by, held))
        held.state, held.agreed_by = Delivery.State.WAITING, by.own_account
        held.save(update_fields=["state", "agreed_by"])
    return held


def count_waiting(*, by: Actor) -> list[Delivery]:
    """Count every large file that somebody let count, each whole or not at all, as whoever let it."""
    demand(has_permission(by, Permission.REBUILD))
    with as_service("Files that wait to be counted are looked up before it is known for whom."):
        found = Delivery.objects.filter(state=Delivery.State.WAITING).select_related(
            "organisation", "agreed_by"
        )
        waiting = list(found.order_by("sent_at"))
        actors = {one.pk: queries.who_let_count(one) for one in waiting}
    if waiting:
        with audit.act("delivery.count_waiting", by=by) as trace:
            trace.objects.extend(actors)
    return [_in_turn(one, actors[one.pk], by) for one in waiting]


def count(delivery: Delivery, *, by: Actor) -> Delivery:
    """Make a signal of every row that was not delivered before: all of them, or none when anything goes wrong."""
    with audit.act("delivery.count", by=by, objects=[delivery.pk]):
        held = _held(delivery, by)
        demand(rules.may_count(by, held))
        rows = queries.rows(by, held)
        known = queries.known_rows(by, (mark for row in rows for mark in row["marks"]))
        fresh = [row for row in rows if not known.keys() & set(row["marks"])]
        with batches.together():
            counted = [_counted(held, row, _received(row, by), by) for row in fresh]
            DeliveredRow.objects.bulk_create(counted, batch_size=AT_ONCE)
        held.state, held.counted_at = Delivery.State.COUNTED, clock.now()
        held.known_rows = len(rows) - len(fresh)
        held.save(update_fields=["state", "counted_at", "known_rows"])
        DeliveryContent.objects.filter(delivery=held.pk).delete()
        transaction.on_commit(lambda: _destroy(held.pk))
    return held


def withdraw(delivery: Delivery, *, by: Actor) -> None:
    """Take a checked file back before it counts, for instance to send a better one."""
    with audit.act("delivery.withdraw", by=by, objects=[delivery.pk]):
        held = _held(delivery, by)
        demand(rules.may_count(by, held))
        held.delete()
        transaction.on_commit(lambda: _destroy(delivery.pk))


def nothing_to_deliver(relation: DeliveryRelation, *, by: Actor) -> Delivery:
    """Say that there are no signals this time; the rhythm then goes on from today."""
    with audit.act("delivery.nothing", by=by) as trace:
        demand(rules.may_deliver(by))
        if relation.giver_id != by.own_organisation.pk:
            raise NotFound
        delivery = Delivery.objects.create(
            organisation=by.own_organisation,
            account=by.own_account,
            relation=relation,
            state=Delivery.State.COUNTED,
            sent_at=clock.now(),
            counted_at=clock.now(),
        )
        trace.objects.append(delivery.pk)
    return delivery


def forget_checked(*, by: Actor) -> int:
    """Throw away every file that was checked and that nobody let count within its term; gives how many there were."""
    with audit.act("delivery.forget", by=by) as trace:
        demand(has_permission(by, Permission.REBUILD))
        until = clock.now() - intake_limits.current().checked_lives
        with as_service("A file that was not counted goes after its term, also when nobody signs in."):
            late = Delivery.objects.filter(state__in=NOT_COUNTED, sent_at__lt=until)
            gone = list(late.values_list("pk", flat=True))
            Delivery.objects.filter(pk__in=gone).delete()
        trace.objects.extend(gone)
        for key in gone:
            transaction.on_commit(partial(_destroy, key))
    return len(gone)


def _in_turn(delivery: Delivery, who: Actor | None, by: Actor) -> Delivery:
    if who is not None:
        try:
            return count(delivery, by=who)
        except (NotAllowed, NotFound):
            return delivery  # another run was first, or somebody took it back
        except Exception as fault:
            return _failed(delivery, type(fault).__name__, by)
    # Whoever let it count does not work there any more: a colleague looks at it again.
    with audit.act("delivery.give_back", by=by, objects=[delivery.pk]), as_service("Nobody let it count."):
        delivery.state = Delivery.State.CHECKED
        delivery.save(update_fields=["state"])
    return delivery


def _failed(delivery: Delivery, fault: str, by: Actor) -> Delivery:
    """Put a file aside that could not be counted, so that those after it are; nothing of it counts until somebody lets it again."""
    # What went wrong can name what stands in a row, so only its kind is written down.
    _log.error("The delivery %s could not be counted: %s.", delivery.number, fault)
    with audit.act("delivery.fail", by=by, objects=[delivery.pk]) as trace:
        trace.reason = fault
        with as_service("The program counts for whoever let the file count, and says when it could not."):
            waiting = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING)
            if waiting.update(state=Delivery.State.FAILED):
                notices.tell(
                    delivery_words.FAILED,
                    organisation=delivery.organisation,
                    account=delivery.agreed_by,
                    about={"number": delivery.number},
                    by=by,
                )
            return Delivery.objects.select_related("organisation").get(pk=delivery.pk)


def _refuse_twice(earlier: Delivery | None) -> None:
    if earlier is None:
        return
    told = {
        "number": earlier.number,
        "day": moment_in_words(earlier.sent_at.astimezone(clock.AMSTERDAM).date()),
        "rows": earlier.rows,
    }
    if earlier.state != Delivery.State.COUNTED:
        message = _(
            "You sent this file already on %(day)s: delivery %(number)s with %(rows)d rows waits to be counted."
        )
    else:
        message = _(
            "You sent this file already on %(day)s: delivery %(number)s with %(rows)d rows was counted."
        )
    raise FileRefused(message % told)


def _kept(row: Row, by: Actor) -> dict[str, Any]:
    return {
        "row": row.number,
        "key": row.own_key,
        "marks": queries.marks(by.own_organisation, b"\n" + row.own_key.encode()),
        "content": content_of(row.values),
    }


def _keep(delivery: Delivery, rows: Iterable[Mapping[str, Any]], by: Actor) -> None:
    text = json.dumps(list(rows), ensure_ascii=False)
    sealed = persons.seal_text(
        delivery.pk, category=queries.CATEGORY, text=text, by=by, place=delivery.pk, table=queries.TABLE
    )
    DeliveryContent.objects.create(delivery=delivery, organisation=delivery.organisation, sealed=sealed)


def _received(row: Mapping[str, Any], by: Actor) -> Signal:
    # The same own number is the same signal, also when two people let it count at once.
    key = UUID(hex=row["marks"][0][:32])
    report = report_from(row["content"], channel=SignalChannel.BULK, key=key, party=by.party)
    return receive(report, by=by)


def _counted(delivery: Delivery, row: Mapping[str, Any], signal: Signal, by: Actor) -> DeliveredRow:
    Origin.objects.create(signal=signal, **origin_of(row["content"]))
    return DeliveredRow(
        delivery=delivery, organisation=by.organisation, row=row["row"], mark=row["marks"][0], signal=signal
    )


def _held(delivery: Delivery, by: Actor) -> Delivery:
    """The delivery as it stands, held until the end of the act, so that nobody lets it count twice."""
    own = Delivery.objects.select_for_update(of=("self",)).filter(organisation=by.organisation)
    held = own.filter(pk=delivery.pk).first()
    if held is None:
        raise NotFound
    return held


def _destroy(key: UUID) -> None:
    keys.keyring().destroy(key, [queries.CATEGORY])
