"""Secrets from files, so that they need not stand in an environment that child processes and crash reports can see.

VANGNET_SECRET_KEY_FILE names the file of VANGNET_SECRET_KEY, and so for every other setting of ours. Under systemd a
credential of the same name in small letters (LoadCredential=vangnet_secret_key:…) does the same.
"""

import os
import stat
from collections.abc import Iterator, MutableMapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

OURS = ("VANGNET_", "DATABASE_")
_ENDING = "_FILE"


def take(environment: MutableMapping[str, str] = os.environ) -> None:
    """Fill in what lies in files; what is given both ways is a mistake that nobody should have to find out later."""
    for name, file in sorted({*_named(environment), *_credentials(environment)}):
        value = _read(name, file)
        if environment.get(name, value) != value:
            raise ImproperlyConfigured(f"{name} is given twice, by itself and in {file}. Give it once.")
        environment[name] = value
        environment.pop(name + _ENDING, None)


def _named(environment: MutableMapping[str, str]) -> Iterator[tuple[str, Path]]:
    for name, value in environment.items():
        if name.startswith(OURS) and name.endswith(_ENDING) and value:
            yield name.removesuffix(_ENDING), Path(value)


def _credentials(environment: MutableMapping[str, str]) -> Iterator[tuple[str, Path]]:
    folder = environment.get("CREDENTIALS_DIRECTORY", "")
    for file in Path(folder).iterdir() if folder else ():
        if file.name.upper().startswith(OURS):
            yield file.name.upper(), file


def _read(name: str, file: Path) -> str:
    try:
        value = file.read_text(encoding="utf-8").strip()
        others = file.stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP)
    except (OSError, UnicodeDecodeError) as trouble:
        raise ImproperlyConfigured(f"The file for {name} cannot be read: {file} ({trouble}).") from trouble
    if others:
        raise ImproperlyConfigured(f"The file for {name} is open to other users: chmod 600 {file}")
    if not value:
        raise ImproperlyConfigured(f"The file for {name} is empty: {file}")
    return value
