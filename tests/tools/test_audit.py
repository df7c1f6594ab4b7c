"""The list of parts is complete and repeatable, and the comparison takes what is locked and nothing else."""

import json
import re

from tools import audit
from tools.steps import ROOT


def test_list_of_parts_holds_every_locked_package_with_its_hashes(tmp_path):
    there = tmp_path / "parts.json"
    assert audit.main(["--parts-only", "--parts", str(there)]) == 0
    listed = json.loads(there.read_text())["components"]
    for group in audit.GROUPS:
        text = (ROOT / "requirements" / f"{group}.txt").read_text()
        locked = set(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;]+)", text, re.MULTILINE))
        told = {
            (one["name"], one["version"]) for one in listed if one["bom-ref"].startswith(f"{group}:pypi:")
        }
        assert told == locked
    assert all(one["hashes"] for one in listed)
    assert len({one["bom-ref"] for one in listed}) == len(listed)
    assert {"django", "pillow", "htmx.org"} <= {one["name"] for one in listed if one["scope"] == "required"}


def test_same_locks_give_the_same_list():
    assert audit.bill_of_materials() == audit.bill_of_materials()


def test_running_system_stays_small():
    running = [one for one in audit.python_parts("base")]
    assert len(running) < 60


def test_comparison_looks_at_every_lock_and_installs_nothing():
    steps = list(audit.comparisons())
    for group in audit.GROUPS:
        (one,) = [step for step in steps if step.name.endswith(f": {group}")]
        assert {"--require-hashes", "--disable-pip", f"requirements/{group}.txt"} <= set(one.words)


def test_weakness_found_fails_the_audit(monkeypatch, tmp_path):
    monkeypatch.setattr(audit, "run_all", lambda steps: False)
    assert audit.main(["--parts", str(tmp_path / "parts.json")]) == 1
    monkeypatch.setattr(audit, "run_all", lambda steps: True)
    assert audit.main(["--parts", str(tmp_path / "parts.json")]) == 0
