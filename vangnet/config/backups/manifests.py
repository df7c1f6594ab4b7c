"""The paper that goes with a backup: what is in it, when it was made, and until when it may be used."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from vangnet.config.backups.contents import Contents
from vangnet.config.backups.places import BackupError

NAME = "manifest.json"
FORMAT = 1
KEYRING_KEPT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Numbers and digests only; nothing in it is about a person."""

    what: str
    made: str
    file: str
    digest: str
    contents: Contents
    last_seal: list[Any] | None = None
    expires: str = ""
    schemas: tuple[str, ...] = ("public",)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Written last: a folder without it is a backup that was not finished."""
        (folder / NAME).write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")

    def has_expired(self, now: datetime) -> bool:
        return bool(self.expires) and now >= datetime.fromisoformat(self.expires)


def read(folder: Path, what: str) -> Manifest:
    """The paper of a backup, when it is one of this kind."""
    try:
        kept = json.loads((folder / NAME).read_text())
        found = Manifest(**kept | {"schemas": tuple(kept["schemas"])})
    except FileNotFoundError as missing:
        raise BackupError(f"{folder} holds no finished backup: there is no {NAME}.") from missing
    except (ValueError, TypeError, KeyError) as fault:
        raise BackupError(f"{folder / NAME} cannot be read; it may be damaged.") from fault
    if (found.what, found.format) != (what, FORMAT):
        raise BackupError(
            f"{folder} holds a backup of the {found.what}, and one of the {what} was asked for."
        )
    return found


def expired(top: Path, now: datetime) -> list[Path]:
    """The folders below this one whose backup may no longer be used, and should no longer be there."""
    found = []
    for paper in sorted(top.glob(f"*/{NAME}")):
        kept = json.loads(paper.read_text())
        if kept.get("expires") and now >= datetime.fromisoformat(kept["expires"]):
            found.append(paper.parent)
    return found
