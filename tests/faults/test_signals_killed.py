"""The connection with the database is killed while a report is sent: it is kept, or clearly not sent, and never both or double."""

import psycopg
import pytest
from django.db import Error, connection

from tests.factories import actor
from vangnet.access.actors import system
from vangnet.access.audit import NotLogged
from vangnet.access.wall.context import as_service
from vangnet.config.environment import database_address
from vangnet.signals.models import Draft, Signal, SignalEvent, SignalText
from vangnet.signals.services import drafts, reporting

PAGES = {"seen": {"story": "Iemand werkt dag en nacht in de wasserij."}, "reporter": {"reporter": "citizen"}}
LOOKING = "Looks after a fault what is left of it."


def killed_at(number):
    """Let the database end this connection just before its statement with this number."""
    count, name, address = 0, connection.settings_dict["NAME"], database_address(as_owner=False)

    def wrapper(execute, sql, params, many, context):
        nonlocal count
        count += 1
        if count == number:
            pid = connection.connection.info.backend_pid
            with psycopg.connect(address, dbname=name, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def left():
    with as_service(LOOKING):
        return Draft.objects.count(), Signal.objects.count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [1, 4, 9, 15, 22])
def test_report_whose_connection_dies_is_not_sent_and_can_be_sent_again(number):
    nobody = system()
    actor("registrar")
    _begun, code = drafts.begin(by=nobody)
    for page, answers in PAGES.items():
        drafts.keep(code, page=page, answers=answers, by=nobody)
    with pytest.raises((Error, NotLogged)), killed_at(number):
        reporting.send(code, by=nobody)
    connection.close()
    assert left() == (1, 0)
    with as_service(LOOKING):
        assert drafts.reopen(code, by=nobody).answers == PAGES
        first = reporting.send(code, by=nobody)
        again = reporting.send(code, by=nobody)
    assert (first.again, again.again) == (False, True)
    assert left() == (0, 1)
    with as_service(LOOKING):
        assert SignalText.objects.filter(signal=first.signal, kind="seen").count() == 1
        assert SignalEvent.objects.filter(signal=first.signal).count() == 1
