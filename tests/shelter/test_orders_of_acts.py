"""Six people do six and more things in any order: the address comes out only the one way that is meant."""

from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.shelter.conftest import CANARY
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.shelter import queries, services

pytestmark = pytest.mark.django_db
PEOPLE = ("asker", "colleague", "police", "officer", "second", "elsewhere")
ACTS = ("ask", "approve", "refuse", "open", "function", "close")
steps = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ACTS)), min_size=6, max_size=14)
# Orders that come close to a leak, so that they are tried every time.
likely = st.permutations(
    [
        ("asker", "ask"),
        ("officer", "approve"),
        ("asker", "open"),
        ("asker", "function"),
        ("second", "open"),
        ("officer", "close"),
    ]
)


@dataclass
class Known:
    """What the test itself keeps of the last request: the oracle."""

    request: object = None
    asked_by: str = ""
    answered_by: str = ""
    is_approved: bool = False
    is_opened: bool = False
    is_closed: bool = False

    def may_open(self, who):
        return who == self.asked_by and self.is_approved and not self.is_opened and not self.is_closed


@pytest.mark.parametrize("orders", [steps, likely], ids=["any", "likely"])
def test_no_order_of_acts_gives_the_address_to_the_wrong_person(world, orders):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(orders)
    def run(order):
        with transaction.atomic():
            known = Known()
            for who, act in order:
                step(world, known, who, act)
            transaction.set_rollback(True)

    run()


def step(world, known, who, act):
    by, expected = getattr(world, who), known.may_open(who)
    got = None
    with suppress(NotAllowed, NotFound, DatabaseError), transaction.atomic():
        got = DO[act](world, known, who, by)
    if act in ("open", "function"):
        assert (got is not None) == expected, f"{who} {act}: {known}"
        known.is_opened |= expected


def do_ask(world, known, who, by):
    made = services.ask_address(world.case.pk, shelter=world.house, reason="bring", by=by)
    assert who in ("asker", "colleague")
    known.__init__(request=made, asked_by=who, is_closed=known.is_closed)


def do_approve(world, known, who, by):
    if known.request is not None:
        services.approve_address(known.request, location=world.location, by=by)
        assert who in ("officer", "second")
        assert not (known.answered_by or known.is_closed)
        known.answered_by, known.is_approved = who, True


def do_refuse(world, known, who, by):
    if known.request is not None:
        services.refuse_address(known.request, reason="no", by=by)
        assert who in ("officer", "second")
        assert not known.answered_by
        known.answered_by = who


def do_open(world, known, who, by):
    if known.request is None:
        return None
    found = queries.request(by, known.request.number)
    got = services.open_address(found, by=by)
    assert got == CANARY
    return got


def do_function(world, known, who, by):
    """As a program would that forgets every rule: the database alone decides."""
    if known.request is None:
        return None
    with as_actor(by), connection.cursor() as cursor:
        cursor.execute("SELECT envelope FROM vangnet_open_address(%s)", [known.request.pk])
        return cursor.fetchone()[0]


def do_close(world, known, who, by):
    services.close_location(queries.location(by, world.location.code_word), by=by)
    assert who in ("officer", "second")
    known.is_closed = True


DO = {
    "ask": do_ask,
    "approve": do_approve,
    "refuse": do_refuse,
    "open": do_open,
    "function": do_function,
    "close": do_close,
}
