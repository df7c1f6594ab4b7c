"""What every test gets: no network beyond this machine, and a database of its own in which it is the application."""

import ipaddress
import os
import socket
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import TransactionTestCase
from django.utils import translation
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from tests import database
from tests.browser import arriving, browser
from vangnet.persons import keys


class NetworkRefusedError(AssertionError):
    """A test tried to reach another machine."""


def refuse_other_machines(sock: socket.socket, address: object) -> None:
    """Raise unless the address is on this machine."""
    if sock.family == socket.AF_UNIX:
        return
    host = str(address[0]) if isinstance(address, tuple) else ""
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        raise NetworkRefusedError(f"A test tried to reach {address!r}. Tests may only use this machine.")


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine() -> Iterator[None]:
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(sock: socket.socket, address: object) -> None:
        refuse_other_machines(sock, address)
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: object) -> int:
        refuse_other_machines(sock, address)
        return connect_ex(sock, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        yield


@pytest.fixture(autouse=True)
def _in_the_language_of_the_site() -> Iterator[None]:
    """No test speaks the language that the one before it left behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    name = f"{database.PREFIX}_{os.getpid()}_{worker}"

    def start_afresh(*_: object) -> None:
        connections.close_all()
        database.make(name)

    begin = DatabaseWrapper.init_connection_state

    def begin_as_service(wrapper: DatabaseWrapper) -> None:
        begin(wrapper)
        database.stand_as_service(wrapper)

    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(DatabaseWrapper, "init_connection_state", begin_as_service)
        start_afresh()
        patch.setitem(connections["default"].settings_dict, "NAME", name)
        patch.setattr(TransactionTestCase, "_fixture_teardown", start_afresh)
        yield
        connections.close_all()
        database.drop(name)


@pytest.fixture(autouse=True, scope="session")
def _keyring_of_this_run() -> Iterator[None]:
    """Keys of tests lie apart from all others, and are removed by the next run."""
    keyring = keys.keyring()
    database.remove_old_keyrings()
    keyring.prepare()
    yield
    keyring.close()


@pytest.fixture(scope="session")
def opened() -> Iterator[Browser]:
    """The one browser of this process: two of them cannot be driven from one thread."""
    with pytest.MonkeyPatch.context() as patch, browser() as found:
        # The browser keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        arriving(patch)
        yield found
