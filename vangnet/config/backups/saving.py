"""Making a backup: everything as it is at one moment, locked before it touches a disk."""

import shutil
import subprocess
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from vangnet.config.backups import contents, locking, manifests
from vangnet.config.backups.manifests import Manifest
from vangnet.config.backups.places import BackupError, Place, without_password


def save(
    place: Place,
    top: Path,
    *,
    keys: list[Any],
    schemas: Iterable[str] = ("public",),
    now: datetime,
    kept: timedelta | None = None,
) -> Path:
    """Write a backup into a new folder below `top`; the counts belong to the very moment that is saved."""
    folder = top / f"{place.name}-{now:%Y%m%dT%H%M%SZ}"
    folder.mkdir(parents=True, mode=0o700)
    wanted, file = list(schemas), folder / f"{place.name}.age"
    with place.opened() as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = (connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",))[0]
        _dump(place, file, keys, wanted, snapshot)
        there = contents.read(connection, wanted)
        head = contents.last_seal(connection, there)
    expires = (now + kept).isoformat() if kept else ""
    digest = locking.digest(file)
    Manifest(place.name, now.isoformat(), file.name, digest, there, head, expires, tuple(wanted)).write(
        folder
    )
    return folder


def remove_expired(top: Path, now: datetime) -> list[Path]:
    """Remove the backups that may no longer be used: what was destroyed must not live on in them."""
    gone = manifests.expired(top, now) if top.is_dir() else []
    for folder in gone:
        shutil.rmtree(folder)
    return gone


def _dump(place: Place, file: Path, keys: list[Any], schemas: list[str], snapshot: str) -> None:
    address, surroundings = without_password(place.reader)
    words = [place.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    words += [f"--schema={schema}" for schema in schemas]
    words += [f"--snapshot={snapshot}", f"--dbname={address}"]
    with subprocess.Popen(  # noqa: S603 - the program of the database, with words of our own
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings
    ) as dump:
        locking.lock(_pipe(dump.stdout), file, keys)
        told = _pipe(dump.stderr).read().decode(errors="replace")
    if dump.returncode:
        file.unlink()
        raise BackupError(f"The {place.name} could not be read whole: {told.strip()}")


def _pipe(end: IO[bytes] | None) -> IO[bytes]:
    if end is None:
        raise BackupError("The program of the database cannot be listened to.")
    return end
