"""The checklist says something about every requirement, and what it leans on exists."""

import re
from collections import Counter

import pytest

from tests.architecture.source import ROOT
from tools import asvs

REQUIREMENTS = asvs.read()


def test_every_requirement_of_levels_one_and_two_is_there_once():
    assert Counter(one.level for one in REQUIREMENTS) == {1: 70, 2: 176}
    assert len({one.number for one in REQUIREMENTS}) == len(REQUIREMENTS)


@pytest.mark.parametrize("one", REQUIREMENTS, ids=lambda one: one.number)
def test_requirement_has_a_state_and_what_that_state_needs(one):
    assert one.state in asvs.STATES
    assert one.what
    assert bool(one.evidence) == (one.state in ("met", "partly"))
    assert bool(one.why) == (one.state in ("partly", "not"))


@pytest.mark.parametrize("path", sorted({path for one in REQUIREMENTS for path in one.evidence}))
def test_evidence_has_not_disappeared(path):
    file = ROOT / path
    assert file.is_file()
    assert not path.startswith("tests/") or re.search(r"^def test_\w+", file.read_text(), re.MULTILINE)


def test_page_is_made_from_the_list():
    assert asvs.main(["--check"]) == 0


def test_page_is_written_and_a_stale_one_is_seen(monkeypatch, tmp_path):
    monkeypatch.setattr(asvs, "PAGE", tmp_path / "asvs.md")
    assert asvs.main(["--check"]) == 1
    assert asvs.main([]) == 0
    assert asvs.main(["--check"]) == 0


def test_tests_named_by_the_threat_model_exist():
    text = (ROOT / "docs" / "security" / "threat-model.md").read_text()
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 20
    for path, test in named:
        assert (ROOT / path).is_file(), path
        assert not test or f"def {test}(" in (ROOT / path).read_text(), f"{path}::{test}"
