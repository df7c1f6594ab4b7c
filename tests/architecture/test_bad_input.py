"""The page about bad input names a test for everything the product promises, and every test that it names exists."""

import re

from tools.steps import ROOT

PAGE = ROOT / "docs" / "security" / "bad-input.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
PROMISED = (
    "Forged identifiers", "Replayed links", "Clock skew", "Cross-organisation form posts", "Header and host tricks",
    "Oversized payloads", "Nested payloads", "Two roles in one browser", "Revoked membership during a session",
)  # fmt: skip


def rows():
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    return {line.split("|")[1].strip(): NAMED.findall(line) for line in lines[1:]}


def test_every_promise_has_a_test():
    assert {what for what, tests in rows().items() if not tests} == set()
    assert set(PROMISED) <= rows().keys()


def test_every_named_test_exists():
    missing = []
    for file, name in {one for tests in rows().values() for one in tests}:
        path = ROOT / file
        if not path.exists() or (name and f"def {name}(" not in path.read_text()):
            missing.append(f"{file}::{name}")
    assert missing == []
