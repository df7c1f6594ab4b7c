"""Published files never change: their hashes are recorded, and text that no rule carries is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vangnet.protocol.engine.checking.findings import Finding, at_place
from vangnet.protocol.engine.model import Corpus

HASHES = "hashes.txt"
LINE = re.compile(r"([0-9a-f]{64})  (\S+)\Z")


def read_hashes(root: Path) -> tuple[dict[str, tuple[str, int]], list[Finding]]:
    """Read the recorded hash and its line per file."""
    recorded: dict[str, tuple[str, int]] = {}
    findings = []
    path = root / HASHES
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = LINE.match(line.strip())
        if found is None:
            findings.append(Finding("hash_unreadable", HASHES, number, "", {"line": line[:80]}))
        elif found[2] in recorded:
            findings.append(Finding("hash_twice", HASHES, number, "", {"file": found[2]}))
        else:
            recorded[found[2]] = (found[1], number)
    return recorded, findings


def hash_findings(corpus: Corpus, root: Path, day: date) -> Iterator[Finding]:
    """Find published files that changed, disappeared or were never recorded."""
    recorded, wrong = read_hashes(root)
    yield from wrong
    present = {agreement.where.file: agreement for agreement in corpus.agreements}
    for file, (known, line) in recorded.items():
        agreement = present.get(file)
        if agreement is None:
            yield Finding("published_file_gone", HASHES, line, "", {"file": file})
        elif agreement.content_hash != known:
            yield at_place("published_file_changed", agreement.where, file=file, hash=known[:12])
    if not (root / HASHES).exists():
        return
    for file, agreement in present.items():
        if file not in recorded and agreement.published <= day:
            yield at_place("published_not_recorded", agreement.where, file=file)


def record_hashes(corpus: Corpus, root: Path, day: date) -> list[str]:
    """Write down the hash of every published file that has none yet; what stands there already is never replaced."""
    recorded, _ = read_hashes(root)
    new = [
        f"{agreement.content_hash}  {agreement.where.file}"
        for agreement in corpus.agreements
        if agreement.where.file not in recorded and agreement.published <= day
    ]
    if new:
        path = root / HASHES
        before = (
            path.read_text(encoding="utf-8")
            if path.exists()
            else "# Hash of every published agreement file. Lines are only added.\n"
        )
        path.write_text(before + "\n".join(new) + "\n", encoding="utf-8")
    return new


def untranslatable_findings(corpus: Corpus) -> Iterator[Finding]:
    """List the text that no rule can carry."""
    latest = {agreement.name: agreement for agreement in corpus.agreements}
    for agreement in latest.values():
        for number, text in enumerate(agreement.untranslatable, 1):
            clause = f"untranslatable.{number}"
            yield at_place(
                "untranslatable", agreement.where, clause, says=text.get("says", ""), why=text.get("why", "-")
            )
