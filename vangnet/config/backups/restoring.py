"""Putting a backup back: into an empty database, checked before and after."""

import subprocess
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from psycopg import sql

from vangnet.config.backups import contents, locking, manifests
from vangnet.config.backups.manifests import Manifest
from vangnet.config.backups.places import BackupError, Place, without_password

_CERTIFIED = "SELECT dossier_id, categories FROM public.persons_destructioncertificate ORDER BY moment"


def restore(place: Place, folder: Path, *, keys: list[Any], now: datetime) -> Manifest:
    """Put a backup back and prove that all of it is there; refused where anything stands already."""
    paper = manifests.read(folder, place.name)
    if paper.has_expired(now):
        raise BackupError(
            f"This backup of the {place.name} could be used until {paper.expires}. Keys that were destroyed since "
            "must stay destroyed, so what they opened cannot be read any more."
        )
    file = folder / paper.file
    if not file.is_file() or locking.digest(file) != paper.digest:
        raise BackupError(f"{file} is missing or not the file that was saved.")
    _refuse_what_is_there(place, paper)
    with tempfile.TemporaryDirectory() as closed:
        plain = Path(closed, "dump")
        with plain.open("wb") as opened:
            locking.unlock(file, opened, keys)
        _load(place, plain)
    with place.opened() as connection:
        there = contents.read(connection, list(paper.schemas))
        different = contents.differences(paper.contents, there)
        if different or contents.last_seal(connection, there) != paper.last_seal:
            raise BackupError(
                "What was put back is not what was saved: " + "; ".join(different or ["the last seal"])
            )
    return paper


def destructions(place: Place) -> list[tuple[Any, list[str]]]:
    """What certificates in the database say was destroyed: the subject and the kinds of data."""
    with place.opened() as connection:
        known = connection.execute("SELECT to_regclass('public.persons_destructioncertificate')").fetchone()
        if known is None or known[0] is None:
            return []
        return [(row[0], list(row[1])) for row in connection.execute(_CERTIFIED)]


def _refuse_what_is_there(place: Place, paper: Manifest) -> None:
    with place.opened() as connection:
        there = contents.read(connection, list(paper.schemas))
        if any(rows for rows, _sum in there.values()):
            raise BackupError(
                f"The {place.name} is not empty. A backup is only put back into an empty one, so that nothing is lost."
            )
    with place.opened(as_owner=True) as connection:
        for schema in paper.schemas:  # empty tables of a fresh installation stand in the way
            connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))


def _load(place: Place, plain: Path) -> None:
    address, surroundings = without_password(place.owner)
    words = [place.program("pg_restore"), "--no-owner", "--no-privileges", "--single-transaction"]
    words += ["--exit-on-error", f"--dbname={address}", str(plain)]
    done = subprocess.run(  # noqa: S603 - the program of the database, with words of our own
        words, capture_output=True, text=True, check=False, env=surroundings
    )
    if done.returncode:
        raise BackupError(f"The {place.name} could not be put back: {done.stderr.strip()}")
