"""House rules about the agreements that come with the product."""

import shutil
from functools import cache

import pytest

from vangnet.core import clock
from vangnet.protocol.catalogue import PACKAGED
from vangnet.protocol.engine import load_directory
from vangnet.protocol.engine.checking.publishing import hash_findings, read_hashes


@cache
def agreements():
    return load_directory(PACKAGED).agreements


def folders():
    return sorted(folder for folder in PACKAGED.iterdir() if folder.is_dir() and folder.name[0] != "_")


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_agreement_has_worked_examples(folder):
    assert list(folder.glob("*.yaml"))
    assert list((folder / "scenarios").glob("*.yaml"))


def test_every_clause_has_a_source_or_a_ground_and_says_what_it_says():
    faults = []
    for one in agreements():
        sections = (one.duties, one.rights, one.periods, one.prohibitions)
        clauses = [clause for section in sections for clause in section.values()] + list(one.requires)
        faults += [
            f"{one.name}@{one.valid_from} {clause.name}"
            for clause in clauses
            if not (clause.source or clause.ground) or {"nl", "en"} - set(clause.says)
        ]
    assert faults == []


def test_every_published_file_has_its_recorded_hash():
    assert read_hashes(PACKAGED)[0].keys() == {agreement.where.file for agreement in agreements()}
    assert list(hash_findings(load_directory(PACKAGED), PACKAGED, clock.today())) == []


def test_published_file_that_changes_is_found(tmp_path):
    folder = shutil.copytree(PACKAGED, tmp_path / "agreements")
    changed = sorted(read_hashes(folder)[0])[0]
    file = folder / changed
    file.write_text(file.read_text(encoding="utf-8") + "# changed afterwards\n", encoding="utf-8")
    findings = list(hash_findings(load_directory(folder), folder, clock.today()))
    assert [(one.code, one.details["file"]) for one in findings] == [("published_file_changed", changed)]
