"""What is installed is pinned, hashed, explained and free of addresses of registries."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GROUPS = ("base", "dev", "bench", "audit")


@pytest.mark.parametrize("group", GROUPS)
def test_every_locked_package_has_an_exact_version_and_hashes(group):
    text = (ROOT / "requirements" / f"{group}.txt").read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert len(blocks) > 1
    for block in blocks:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("group", GROUPS)
def test_lock_names_no_registry_and_no_place_on_a_machine(group):
    text = (ROOT / "requirements" / f"{group}.txt").read_text()
    assert not re.search(r"://|--index|--extra-index|--find-links|--trusted-host| @ |(^|\s)/", text)


@pytest.mark.parametrize("group", GROUPS)
def test_every_asked_package_has_an_exact_version_and_a_reason(group):
    lines = (ROOT / "requirements" / f"{group}.in").read_text().splitlines()
    asked = [line for line in lines if line and not line.startswith(("#", "-c "))]
    assert asked
    for line in asked:
        assert re.fullmatch(r"[\w.,\[\]-]+==[\w.]+ +# \S.{10,}", line), line


@pytest.mark.parametrize("group", GROUPS)
def test_lock_holds_what_is_asked(group):
    locked = (ROOT / "requirements" / f"{group}.txt").read_text().lower()
    for line in (ROOT / "requirements" / f"{group}.in").read_text().splitlines():
        if found := re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", line):
            name, version = found[1].lower().replace("_", "-"), found[2]
            assert re.search(
                rf"^{re.escape(name)}(\[[\w,-]+\])?=={re.escape(version)} ", locked, re.MULTILINE
            ), line


def test_lock_of_the_assets_has_hashes_and_no_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: kept for name, kept in lock["packages"].items() if name}
    assert packages
    for name, kept in packages.items():
        assert kept["integrity"].startswith("sha512-"), name
        assert "resolved" not in kept, name


def test_assets_are_asked_by_exact_version():
    asked = json.loads((ROOT / "package.json").read_text())
    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
