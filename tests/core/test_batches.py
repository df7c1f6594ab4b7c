"""Batches: what is known, what is taken back, and lines that are added together."""

import pytest
from django.db import transaction

from tests.factories import actor
from vangnet.access import audit
from vangnet.access.actors import system
from vangnet.access.models import AuditEntry
from vangnet.core import batches

pytestmark = pytest.mark.django_db


def lines(act):
    return AuditEntry.objects.filter(act=act).count()


def test_nothing_is_known_outside_a_batch():
    batches.know("a", value=1)
    assert batches.recall("a") is None


@pytest.mark.django_db(transaction=True)
def test_batch_without_a_transaction_is_none():
    with batches.together():
        batches.know("a", value=1)
        assert batches.recall("a") is None
        audit.record("x.do", by=system())
        assert lines("x.do") == 1


def test_what_is_known_ends_with_the_batch():
    with batches.together():
        batches.know("a", value=1)
        with batches.together():
            assert batches.recall("a") == 1
    assert batches.recall("a") is None


def test_failed_act_takes_back_what_it_knew_and_its_lines():
    with batches.together():
        batches.know("a", value=1)
        with pytest.raises(ZeroDivisionError), audit.act("x.do", by=system()):
            batches.know("a", value=2)
            batches.know("b", value=3)
            audit.record("inside", by=system())
            raise ZeroDivisionError
        assert (batches.recall("a"), batches.recall("b")) == (1, None)
        audit.record("after", by=system())
    assert (lines("inside"), lines("x.do"), lines("after")) == (0, 0, 1)


def test_rollback_inside_a_batch_makes_everything_asked_anew():
    with batches.together():
        batches.know("a", value=1)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        assert batches.recall("a") is None
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        batches.know("b", value=2)
        assert batches.recall("b") == 2


def test_lines_are_added_together_at_the_end():
    with batches.together():
        for name in ("first", "second"):
            audit.record(name, by=system())
        assert lines("first") == 0
    assert (lines("first"), lines("second")) == (1, 1)


def test_broken_batch_adds_nothing():
    with pytest.raises(ZeroDivisionError), batches.together():
        audit.record("x.do", by=actor())
        raise ZeroDivisionError
    assert lines("x.do") == 0
