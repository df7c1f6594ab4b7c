"""Locking a backup to public keys (age), so that the machine that makes it cannot open it again."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import pyrage

from vangnet.config.backups.places import BackupError

_PIECE = 1 << 20


def new_key(file: Path) -> str:
    """Make a key pair: the private half into a new closed file, the public half to set in VANGNET_BACKUP_KEYS."""
    identity = pyrage.x25519.Identity.generate()
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
            kept.write(f"{identity}\n")
    except FileExistsError as there:
        raise BackupError(
            f"{file} exists already. A key is never overwritten; choose another name."
        ) from there
    return str(identity.to_public())


def recipients(keys: Iterable[str], setting: str) -> list[Any]:
    """The public keys that a backup is locked to."""
    found = []
    for key in keys:
        try:
            found.append(pyrage.x25519.Recipient.from_str(key))
        except (ValueError, pyrage.RecipientError) as fault:
            raise BackupError(f"{setting} holds something that is no public key (age1…).") from fault
    if not found:
        raise BackupError(
            f"{setting} is empty. Make a key on another machine with: ./run manage backup_key FILE"
        )
    return found


def identities(file: Path) -> list[Any]:
    """The private keys in a file."""
    try:
        lines = file.read_text(encoding="utf-8").split()
        return [pyrage.x25519.Identity.from_str(line) for line in lines]
    except (OSError, ValueError, pyrage.IdentityError) as fault:
        raise BackupError(f"{file} holds no private key (AGE-SECRET-KEY-…) that can be read.") from fault


def lock(plain: IO[bytes], target: Path, keys: list[Any]) -> None:
    """Write what is read to a file that only the holders of the keys can open."""
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as locked:
        pyrage.encrypt_io(plain, locked, keys)
        locked.flush()
        os.fsync(locked.fileno())


def unlock(source: Path, plain: IO[bytes], keys: list[Any]) -> None:
    """Write what a file holds; refused when it was changed or is not for these keys."""
    try:
        with source.open("rb") as locked:
            pyrage.decrypt_io(locked, plain, keys)
    except (pyrage.DecryptError, OSError) as fault:
        raise BackupError(f"{source} cannot be opened: another key, or a file that was changed.") from fault


def digest(file: Path) -> str:
    """The digest of a file, however large."""
    made = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            made.update(piece)
    return made.hexdigest()
