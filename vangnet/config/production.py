"""An installation that runs for real refuses to start on anything that is only good enough for trying out."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from vangnet.config.environment import connection as parts_of

_HERE = ("localhost", "127.0.0.1", "::1")
_VERIFIED = ("verify-full", "verify-ca")
_SIMPLE_PASSWORD = 16
_SIMPLE_KEY = 50
_POWERS = """SELECT r.rolsuper OR r.rolbypassrls OR r.rolcreaterole,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p', 'v', 'm'))
  FROM pg_roles r WHERE r.rolname = current_user"""


def faults(given: Any = settings, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Everything that keeps this installation from running for real, each with what to do."""
    return [words for looks in _LOOKS for words in looks(given, environment)]


def refuse_defaults() -> None:
    """Stop with the whole list, so that nobody has to mend one thing at a time."""
    if found := faults():
        raise ImproperlyConfigured("This installation cannot run for real yet:\n- " + "\n- ".join(found))


def _keys(given: Any, environment: Mapping[str, str]) -> Iterator[str]:
    keys = {
        "VANGNET_SECRET_KEY": given.SECRET_KEY,
        "VANGNET_DOOR_KEY": getattr(given, "DOOR_KEY", environment.get("VANGNET_DOOR_KEY", "")),
    }
    for name, key in keys.items():
        if len(key) < _SIMPLE_KEY or len(set(key)) < _SIMPLE_KEY // 5:
            yield f"{name} is missing or too simple: give at least {_SIMPLE_KEY} random characters."
    if len(set(keys.values())) < len(keys):
        yield "VANGNET_SECRET_KEY and VANGNET_DOOR_KEY are the same: who has one would have the other."


def _vault_and_seals(given: Any, environment: Mapping[str, str]) -> Iterator[str]:
    if not environment.get("VANGNET_KEYRING_URL"):
        yield "VANGNET_KEYRING_URL is missing: the keys of the vault need a database of their own."
    if not (environment.get("VANGNET_ROOT_KEYS") or environment.get("VANGNET_ROOT_KEYS_PROGRAM")):
        yield "VANGNET_ROOT_KEYS or VANGNET_ROOT_KEYS_PROGRAM is missing: say where the keys above the keyring are."
    if not (given.VANGNET_SEAL_KEY or given.VANGNET_SEAL_PUBLIC_KEYS):
        yield "VANGNET_SEAL_PUBLIC_KEYS is missing: without it nobody can check the seals on the logs."
    if not given.VANGNET_ANCHORS:
        yield "VANGNET_ANCHORS is missing: a log without a copy of its seals elsewhere can be cut off unseen."


def _addresses(given: Any, _environment: Mapping[str, str]) -> Iterator[str]:
    if not given.ALLOWED_HOSTS:
        yield "VANGNET_HOSTS is missing: name the hosts that this site answers to."
    for host in given.ALLOWED_HOSTS:
        if host.startswith((".", "*")):
            yield f"VANGNET_HOSTS holds '{host}': name whole hosts, or others can pretend to be this site."
    for origin in given.CSRF_TRUSTED_ORIGINS:
        if not origin.startswith("https://") or "*" in origin:
            yield f"VANGNET_ORIGINS holds '{origin}': only whole addresses with https:// can be trusted."


def _databases(given: Any, environment: Mapping[str, str]) -> Iterator[str]:
    own = environment.get("DATABASE_OWNER_URL", "")
    application = environment.get("DATABASE_URL", "")
    found = {
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": own,
        "VANGNET_KEYRING_URL": given.KEYRING_ADDRESS,
    }
    for name, address in found.items():
        yield from _connection(name, address) if address else ()
    if own and application and parts_of(own)["USER"] == parts_of(application)["USER"]:
        yield "DATABASE_URL signs in as the owner of the tables, who passes every wall: make a role of its own for it."


def _connection(name: str, address: str) -> Iterator[str]:
    parts = parts_of(address)
    by_network = parts["HOST"] not in _HERE and not parts["HOST"].startswith("/")
    if by_network and parts["OPTIONS"].get("sslmode") not in _VERIFIED:
        yield f"{name} goes over a network without checking who answers: add ?sslmode=verify-full&sslrootcert=…"
    if by_network and "sslkey" not in parts["OPTIONS"] and len(parts["PASSWORD"]) < _SIMPLE_PASSWORD:
        yield f"{name} has no password or a short one: give at least {_SIMPLE_PASSWORD} characters, or a certificate."


def _doors(given: Any, _environment: Mapping[str, str]) -> Iterator[str]:
    if given.DEBUG:
        yield "DEBUG is on: a fault would show its inside to everybody."
    if given.VANGNET_PERSONAS or any("demo" in one for one in given.AUTHENTICATION_BACKENDS):
        yield "People of the demonstration can sign in here without a password."
    if "Argon2" not in given.PASSWORD_HASHERS[0]:
        yield "Passwords are not kept with Argon2."
    if not (given.SESSION_COOKIE_SECURE and given.CSRF_COOKIE_SECURE and given.SECURE_SSL_REDIRECT):
        yield "Cookies or pages travel without https."


_Look = Callable[[Any, Mapping[str, str]], Iterator[str]]
_LOOKS: tuple[_Look, ...] = (_keys, _vault_and_seals, _addresses, _databases, _doors)


@register(Tags.security, deploy=True)
def check_settings(app_configs: object, **_how: object) -> list[CheckMessage]:
    """`manage.py check --deploy`: every fault by itself."""
    return [Error(words, id="vangnet.E001") for words in faults()]


@register(Tags.database)
def check_role(
    app_configs: object, databases: Sequence[str] | None = None, **_how: object
) -> list[CheckMessage]:
    """`manage.py check --database default`: whether the application is only the application."""
    return [
        Error(words, id="vangnet.E002")
        for alias in databases or ()
        for words in _powers(alias)
        if os.environ.get("VANGNET_DB_ROLE", "app") != "owner"
    ]


def _powers(alias: str) -> Iterator[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(_POWERS)
        is_mighty, owns = cursor.fetchone()
    if is_mighty:
        yield "The application signs in to the database with powers that pass every wall. Use a plain role."
    if owns:
        yield "The application owns tables in the database, so walls between rows do not hold. Use another role."
