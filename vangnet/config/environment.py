"""What the surroundings say: mode, secrets and database address. Nothing here has a usable default in production."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from vangnet.config.embedded.places import APPLICATION, KEYRING, OWNER, find_home, find_keyring

MODES = ("production", "development", "demo", "test")


def mode() -> str:
    """How this process runs; production unless somebody says otherwise."""
    chosen = os.environ.get("VANGNET_MODE", "production")
    if chosen not in MODES:
        raise ImproperlyConfigured(f"VANGNET_MODE is '{chosen}'. Choose one of: {', '.join(MODES)}.")
    return chosen


def words(name: str, default: str = "") -> list[str]:
    """A list from a variable with commas or spaces."""
    return os.environ.get(name, default).replace(",", " ").split()


def secret_key(running_mode: str, data: Path) -> str:
    """The key that signs sessions: given in production, made once and kept privately elsewhere."""
    given = os.environ.get("VANGNET_SECRET_KEY", "")
    if running_mode == "production":
        if len(given) < 50 or len(set(given)) < 10:
            raise ImproperlyConfigured(
                "VANGNET_SECRET_KEY is missing or too simple. Give at least 50 random characters, for example from: "
                "python -c 'import secrets; print(secrets.token_urlsafe(60))'"
            )
        return given
    return given or _kept_key(data / "secret-key")


def door_key(running_mode: str, data: Path) -> str:
    """The key with which the program proves to the database for whom it asks; kept apart from the key of the sessions."""
    given = os.environ.get("VANGNET_DOOR_KEY", "")
    if running_mode == "production" and (len(given) < 50 or len(set(given)) < 10):
        raise ImproperlyConfigured(
            "VANGNET_DOOR_KEY is missing or too simple. Give at least 50 random characters, another than VANGNET_SECRET_KEY, and "
            "the same wherever the program or its migrations run."
        )
    return given or _kept_key(data / "door-key")


def database(running_mode: str) -> dict[str, Any]:
    """The connection for the role of this process, from an address or from the embedded database."""
    if running_mode == "production" and not os.environ.get("DATABASE_URL"):
        raise ImproperlyConfigured("DATABASE_URL is missing: postgresql://user:password@host:5432/name")
    return connection(database_address(as_owner=os.environ.get("VANGNET_DB_ROLE", "app") == "owner"))


def database_address(*, as_owner: bool) -> str:
    """The address of the database for the owner of the tables or for the application."""
    application = os.environ.get("DATABASE_URL", "")
    if application:
        return os.environ.get("DATABASE_OWNER_URL") or application if as_owner else application
    return find_home().url(OWNER if as_owner else APPLICATION)


def application_role() -> str:
    """The role the application signs in with; the one that gets rights on tables."""
    return str(connection(database_address(as_owner=False))["USER"])


def keyring_address(running_mode: str) -> str:
    """The address of the keyring: given and apart from the database in production, the embedded one elsewhere."""
    given = os.environ.get("VANGNET_KEYRING_URL", "")
    if running_mode != "production":
        return given or find_keyring().url(KEYRING)
    if not given:
        raise ImproperlyConfigured(
            "VANGNET_KEYRING_URL is missing: postgresql://user:password@host:5432/name, with backups of its own"
        )
    keys, data = connection(given), connection(database_address(as_owner=False))
    if all(keys[part] == data[part] for part in ("HOST", "PORT", "NAME")):
        raise ImproperlyConfigured(
            "VANGNET_KEYRING_URL is the database itself. A key beside the data protects nothing: give the keyring "
            "a database of its own, on another server if you can."
        )
    return given


def connection(address: str) -> dict[str, Any]:
    """Django's settings for postgresql://user:password@host:port/name?option=value."""
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise ImproperlyConfigured(
            "DATABASE_URL is not a PostgreSQL address with a database name: postgresql://user:password@host:5432/name"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
    }


def _kept_key(file: Path) -> str:
    try:
        return file.read_text()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(60)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
            kept.write(key)
    except FileExistsError:
        return file.read_text()
    return key
