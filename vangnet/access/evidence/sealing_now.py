"""Sealing and checking as this installation is set up: its key, its folders with copies, and a line about each check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from vangnet.access.evidence import anchoring, keys, sealer, verifying
from vangnet.access.models import Verification
from vangnet.core import clock


def once() -> int:
    """Seal what waits, and add the new seals to every folder with copies; gives how many seals were made."""
    made = sealer.seal_everything(keys.own())
    for folder in _folders():
        anchoring.publish(folder)
    return made


def check(*, extra: Sequence[Path] = (), since: datetime | None = None) -> verifying.Report:
    """Check everything, and write down that it was checked and what was found."""
    places = [*(folder for folder in _folders() if folder.exists()), *extra]
    report = verifying.verify(keys.known(), anchors=anchoring.kept(*places), since=since)
    Verification.objects.create(
        moment=clock.now(),
        seals=report.seals,
        lines=report.lines,
        is_anchored=report.is_anchored,
        problems=report.problems,
    )
    return report


def export_anchor(file: Path) -> int:
    """Write the newest seal to a file; gives its number, or 0 when nothing was sealed yet."""
    return anchoring.export(file)


def _folders() -> list[Path]:
    return [Path(folder) for folder in settings.VANGNET_ANCHORS]
