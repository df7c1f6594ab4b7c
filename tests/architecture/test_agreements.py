"""House rules about the agreements that come with the product."""

from functools import cache

import pytest

from vangnet.protocol.catalogue import PACKAGED
from vangnet.protocol.engine import load_directory


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
